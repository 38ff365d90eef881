import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from './cluster/cluster.ts'
import { root } from './cluster/places.ts'
import { endProcess, freePort, startOf } from './cluster/processes.ts'
import { startRecorder } from './recorder.ts'

/** A cluster, the recorder in front of it, and the built Ordinal with an empty database. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const cluster = await startCluster({ say: (sentence) => void process.stdout.write(`${sentence}\n`) })
  const recorder = await startRecorder(cluster.ordinalKubeconfig)
  const data = mkdtempSync(join(tmpdir(), 'ordinal-e2e-'))
  const port = await freePort()
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    NODE_NO_WARNINGS: '1',
    ORDINAL_DATA: data,
    PORT: String(port),
    KUBECONFIG: recorder.kubeconfig,
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    LOG_LEVEL: 'info',
  }
  const server = spawn(process.execPath, [join(root, 'server.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const mark = { name: 'ordinal', pid: server.pid ?? 0, start: startOf(server.pid ?? 0) ?? '' }
  const setupLink = await new Promise<string>((resolve, reject) => {
    let printed = ''
    server.stdout.on('data', (part: Buffer) => {
      printed += part.toString()
      const link = /http:\/\/\S+\/join\/\S+/.exec(printed)?.[0]
      if (link !== undefined) resolve(link)
    })
    server.on('exit', (code) => reject(new Error(`Ordinal ended with ${code}\n${printed}`)))
  })
  process.env.E2E_URL = `http://localhost:${port}`
  process.env.E2E_SETUP_LINK = setupLink
  process.env.E2E_RECORDER = recorder.url
  return async () => {
    await endProcess(mark, 25_000)
    recorder.close()
    rmSync(data, { recursive: true, force: true })
    await cluster.stop()
  }
}
