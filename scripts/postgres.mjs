import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './prepare.mjs'

/**
 * A PostgreSQL for the tests: TEST_DATABASE_URL, the one of this machine on 127.0.0.1:5432, or one of our own that
 * `stop` ends and removes. Rejects with a sentence when there is none to start.
 */
export async function startPostgres() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => undefined }
  if (await answers(5432)) {
    return { url: 'postgresql://postgres@127.0.0.1:5432/postgres', stop: async () => undefined }
  }
  const bin = await findPrograms()
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-postgres-'))
  // PostgreSQL refuses to run as root.
  const asUser = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : []
  if (asUser.length > 0) await run('chown', ['postgres', folder])
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const as = (program, ...args) => [...asUser, join(bin, program), ...args]
  const [initdb, ...initArgs] = as('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--no-sync')
  await run(initdb, initArgs)
  const port = await freePort()
  const [postgres, ...args] = as('postgres', '-D', data, '-p', String(port), '-k', folder, '-c', 'fsync=off')
  const server = spawn(postgres, args, { stdio: 'ignore' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  for (let looks = 0; looks < 200 && !(await answers(port)); looks++) await pause(50)
  const stop = async () => {
    const [control, ...stopArgs] = as('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
    await run(control, stopArgs)
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `postgresql://postgres@127.0.0.1:${port}/postgres`, stop }
}

async function findPrograms() {
  const home = '/usr/lib/postgresql'
  const find = () => {
    const folders = existsSync(home) ? readdirSync(home).map((version) => join(home, version, 'bin')) : []
    return folders.findLast((folder) => existsSync(join(folder, 'initdb')))
  }
  if (!find() && process.getuid() === 0) {
    await run('apt-get', ['update'])
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
  }
  const bin = find()
  if (!bin)
    throw new Error(
      'The tests need a PostgreSQL: install the Debian package postgresql, or set TEST_DATABASE_URL.',
    )
  return bin
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (isThere) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
