import { defineConfig } from '@playwright/test'

/**
 * Each begins when the others are over: a new cluster takes connections from every browser of the machine
 * (cluster/network.ts), and the first minutes are to be as short as somebody's who waits for nothing else.
 */
const alone = ['outage.spec.ts', 'first-minute.spec.ts']

/** For each worker one server, one cluster, one browser; a namespace of its own for each journey. */
export default defineConfig({
  testDir: '.',
  globalSetup: './global-setup.ts',
  outputDir: '../test-results',
  forbidOnly: true,
  retries: 0,
  // Journeys wait more than they work: for pods that start and end.
  workers: 2,
  projects: [
    { name: 'beside', testMatch: '*.spec.ts', testIgnore: alone },
    { name: 'alone', testMatch: alone, dependencies: ['beside'], workers: 1 },
  ],
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  use: {
    actionTimeout: 15_000,
    locale: 'en-US',
    // A trace costs a quarter of all CPU: ask for it (`--trace on`) where a journey fails and its picture does not say why.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
