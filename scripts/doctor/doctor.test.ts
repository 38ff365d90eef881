import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'ordinal-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What `npm run doctor` prints, and its exit code. */
async function examine(settings: Readonly<Record<string, string>> = {}) {
  const fresh = {
    HOME: folder,
    KUBECONFIG: '',
    DATABASE_URL: '',
    ORDINAL_DATA: join(folder, 'data'),
    PORT: '0',
  }
  const child = spawn(process.execPath, ['scripts/doctor.mjs'], {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'silent', NODE_NO_WARNINGS: '1', ...fresh, ...settings },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      said += String(part)
    })
  }
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, said }
}

function writeFile(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const kubeconfig = (server: string) =>
  JSON.stringify({
    clusters: [{ name: 'far', cluster: { server } }],
    users: [{ name: 'far', user: { token: 'a-token' } }],
    contexts: [{ name: 'far', context: { cluster: 'far', user: 'far' } }],
    'current-context': 'far',
  })

it('says that Ordinal can start where nothing is missing', async () => {
  const { code, said } = await examine()
  expect(said).toMatch(/^✓ No cluster is configured/m)
  expect(said).not.toContain('✗')
  expect(said).toMatch(/\nOrdinal can start\.\n$/)
  expect(code).toBe(0)
})

describe('fails where Ordinal could not start, and says what to do', () => {
  it('a wrong setting', async () => {
    const { code, said } = await examine({ NEXTAUTH_SECRET: 'short' })
    expect(said).toMatch(/^✗ .*NEXTAUTH_SECRET must have at least 32 characters/m)
    expect(said).toMatch(/\nOrdinal cannot start like this\.\n$/)
    expect(code).toBe(1)
  })

  it('a port in use', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
    const { port } = server.address() as AddressInfo
    const { code, said } = await examine({ PORT: String(port) })
    server.close()
    expect(said).toMatch(new RegExp(`^✗ Port ${port} is in use\\. Set PORT to a free one\\.$`, 'm'))
    expect(code).toBe(1)
  })

  it('a data folder that is none', async () => {
    const { code, said } = await examine({ ORDINAL_DATA: join(writeFile('file', ''), 'data') })
    expect(said).toMatch(/^✗ .*file is no folder\. Set ORDINAL_DATA to one\.$/m)
    expect(code).toBe(1)
  })

  it('a damaged secret', async () => {
    mkdirSync(join(folder, 'damaged'))
    writeFile('damaged/secrets.json', '{')
    const { code, said } = await examine({ ORDINAL_DATA: join(folder, 'damaged') })
    expect(said).toMatch(/^✗ .*secrets\.json is damaged/m)
    expect(code).toBe(1)
  })

  it('an embedded database that another process has open', async () => {
    const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8')
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    mkdirSync(join(folder, 'open'))
    writeFile('open/db.lock', `${process.pid} ${start}`)
    const { code, said } = await examine({ ORDINAL_DATA: join(folder, 'open') })
    expect(said).toMatch(new RegExp(`^✗ Another Ordinal \\(process ${process.pid}\\) is using`, 'm'))
    expect(code).toBe(1)
  })

  it('a PostgreSQL that is not there, without its password', async () => {
    const { code, said } = await examine({ DATABASE_URL: 'postgresql://ordinal:hidden@127.0.0.1:9/ordinal' })
    expect(said).toMatch(/^✗ PostgreSQL at 127\.0\.0\.1:9\/ordinal cannot be used\. Nothing listens there/m)
    expect(said).not.toContain('hidden')
    expect(code).toBe(1)
  })
})

describe('names what Ordinal would start without', () => {
  it('a kubeconfig that cannot be read', async () => {
    const { code, said } = await examine({ KUBECONFIG: writeFile('broken', '{ not a kubeconfig') })
    expect(said).toMatch(/^✗ .*broken cannot be read as a kubeconfig/m)
    expect(said).toMatch(/\nOrdinal can start, but see ✗\.\n$/)
    expect(code).toBe(0)
  })

  it('a cluster that is not reached', async () => {
    const { code, said } = await examine({ KUBECONFIG: writeFile('far', kubeconfig('https://127.0.0.1:9')) })
    expect(said).toMatch(/^✓ Account: Read from the kubeconfig\.$/m)
    expect(said).toMatch(/^✗ Reach: 127\.0\.0\.1 is there, but nothing listens on port 9/m)
    expect(code).toBe(0)
  })

  it('an address without TLS', async () => {
    const { code, said } = await examine({ NEXTAUTH_URL: 'http://ordinal.example.com' })
    expect(said).toMatch(/^✗ .*their passwords travel unencrypted/m)
    expect(code).toBe(0)
  })
})
