import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../e2e/cluster/places.ts'
import { freePort } from '../e2e/cluster/processes.ts'
import type { Figures } from './figures.ts'

/** `npm start` as a newcomer has it, without a cluster: the first time after the build, and then again. */
export async function measureStart(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-bench-'))
  try {
    const first = await startOnce(folder)
    const again = await startOnce(folder)
    return {
      'npm start, first, until the login page, s': first / 1000,
      'npm start, again, until the login page, s': again / 1000,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOnce(folder: string): Promise<number> {
  const port = String(await freePort())
  const { KUBECONFIG: _, DATABASE_URL: _database, ...rest } = process.env
  const env = { ...rest, HOME: folder, ORDINAL_DATA: join(folder, 'data'), PORT: port, LOG_LEVEL: 'warn' }
  const start = performance.now()
  const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    env,
    stdio: 'ignore',
  })
  const ended = new Promise((done) => server.once('exit', done))
  const isServed = () =>
    fetch(`http://127.0.0.1:${port}/login`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await isServed())) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}`)
    await sleep(50)
  }
  const time = performance.now() - start
  server.kill()
  await ended
  return time
}
