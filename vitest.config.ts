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
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
