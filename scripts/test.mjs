import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { prepareBrowser } from './browser.mjs'
import { startPostgres } from './postgres.mjs'
import { nodePath, prepareBuild, prepareInstall, root, run, withOwnNode } from './prepare.mjs'

/**
 * All gates, one after the other; the last line counts. `--check` stops before the browser, `--e2e [name]` runs only
 * the journeys (of that name).
 */
const only = process.argv[2]
const filter = process.argv.slice(3)
const results = join(root, 'test-results')
const rows = []

try {
  await stage('install', prepareInstall)
  mkdirSync(results, { recursive: true })
  if (only !== '--e2e') {
    await gate('format and lint', ['biome', 'check', '--error-on-warnings', '.'])
    await gate('types', ['tsc', '--noEmit', '-p', '.'])
    await gate('import direction', [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'app',
      'lib',
      'server.ts',
      'proxy.ts',
      'instrumentation.ts',
      'instrumentation-client.ts',
      'e2e',
      'sandbox',
    ])
    await gate('dead code', ['knip'])
    await unitTests()
  }
  if (only === undefined) await contract()
  if (only !== '--check') {
    await stage('build', prepareBuild)
    await journeys()
  }
} catch (error) {
  console.error(error.message)
  rows.push({ name: 'stopped', seconds: 0, passed: 0, failed: 1 })
}
summarize()

/** A preparation: counts only when it fails. */
async function stage(name, work) {
  const start = performance.now()
  await work()
  rows.push({ name, seconds: (performance.now() - start) / 1000, passed: 0, failed: 0 })
}

/** A tool that says yes or no counts as one test. */
async function gate(name, [command, ...args]) {
  const start = performance.now()
  const isGreen = await run(join(root, 'node_modules', '.bin', command), args).then(
    () => true,
    () => false,
  )
  rows.push({
    name,
    seconds: (performance.now() - start) / 1000,
    passed: isGreen ? 1 : 0,
    failed: isGreen ? 0 : 1,
  })
}

async function unitTests() {
  const postgres = await startPostgres()
  // What follows runs the contract on the sandbox and on a real cluster side by side.
  const args = only === undefined ? ['--exclude', 'sandbox/contract/**'] : []
  await vitest('unit tests', 'unit.json', args, { TEST_DATABASE_URL: postgres.url }).finally(postgres.stop)
}

/** What the sandbox and a real cluster must both do. */
function contract() {
  return vitest('contract', 'contract.json', ['--config', 'sandbox/contract/vitest.config.ts'])
}

async function vitest(name, report, options, env) {
  const file = join(results, report)
  rmSync(file, { force: true })
  const start = performance.now()
  const cli = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${file}`]
  const code = await show(nodePath, [cli, 'run', ...options, ...reporters], env)
  const told = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const failed = (told.numFailedTests ?? 0) + (told.numPendingTests ?? 0) + (told.numTodoTests ?? 0)
  count(name, start, code, told.numPassedTests ?? 0, failed, failuresOf(told))
}

/** What failed and the first line of why, once more at the end: a thousand lines may stand between. */
function failuresOf({ testResults = [] }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0) return message ? [`${file}: ${firstLine(message)}`] : []
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0] ?? '')}`,
    )
  })
}

function firstLine(text) {
  return text.split('\n', 1)[0]
}

async function journeys() {
  await prepareBrowser()
  const file = join(results, 'e2e.json')
  rmSync(file, { force: true })
  const start = performance.now()
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  const few = filter.length > 0 ? ['--no-deps', '--workers=1'] : []
  const code = await show(nodePath, [cli, 'test', '-c', 'e2e/playwright.config.ts', ...few, ...filter])
  const stats = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).stats : {}
  const failed = (stats.unexpected ?? 0) + (stats.flaky ?? 0) + (stats.skipped ?? 0)
  count('journeys', start, code, stats.expected ?? 0, failed)
}

/** A runner that ended badly without a failed test is a failure of its own. */
function count(name, start, code, passed, failed, failures = []) {
  const isBroken = (code !== 0 && failed === 0) || passed + failed === 0
  rows.push({
    name,
    seconds: (performance.now() - start) / 1000,
    passed,
    failed: failed + (isBroken ? 1 : 0),
    failures: isBroken ? [...failures, `ended with ${code}`] : failures,
  })
}

function show(command, args, extra = {}) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: withOwnNode(), NODE_NO_WARNINGS: '1', ...extra }
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal))
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function summarize() {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0)
  console.log('')
  for (const { name, seconds, passed, failed, failures = [] } of rows) {
    for (const failure of failures) console.log(failure)
    console.log(
      `${name.padEnd(18)} ${seconds.toFixed(1).padStart(7)} s  ${failed > 0 ? `${failed} FAILED` : passed || ''}`,
    )
  }
  if (sum('failed') > 0) process.exitCode = 1
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
}
