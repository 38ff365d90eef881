import { defineConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** The contract on both clusters: most of the time it waits for pods of the real one. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['sandbox/contract/*.test.ts'],
    globalSetup: 'sandbox/contract/cluster.ts',
    maxWorkers: 3,
    // What cases import takes longer to load than most of them run.
    isolate: false,
    testTimeout: 120_000,
  },
})
