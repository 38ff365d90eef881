import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The package throws unless a bundler says that this is the server.
      'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{lib,app,scripts,sandbox}/**/*.test.ts'],
    env: { LOG_LEVEL: 'silent', NODE_ENV: 'test' },
    // Many wait for a process or a timer: on two cores one alone would leave half of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
