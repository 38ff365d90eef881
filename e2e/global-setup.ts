import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { startCluster } from './cluster/cluster.ts'
import { startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'

/** A cluster, the recorder in front of it, and Ordinal on it with a PostgreSQL database of its own. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const cluster = await startCluster({ say: (sentence) => void process.stdout.write(`${sentence}\n`) })
  const recorder = await startRecorder(cluster.ordinalKubeconfig)
  const postgres = await startPostgres()
  const database = `ordinal_e2e_${randomUUID().slice(0, 8)}`
  await query(postgres.url, `CREATE DATABASE ${database}`)
  const url = new URL(postgres.url)
  url.pathname = database
  const metricsToken = randomUUID()
  const ordinal = await startOrdinal({
    KUBECONFIG: recorder.kubeconfig,
    DATABASE_URL: url.href,
    ORDINAL_METRICS_TOKEN: metricsToken,
    LOG_LEVEL: 'warn',
  })
  process.env.E2E_METRICS_TOKEN = metricsToken
  process.env.E2E_URL = ordinal.url
  process.env.E2E_SETUP_LINK = ordinal.setupLink
  process.env.E2E_RECORDER = recorder.url
  process.env.E2E_KUBECONFIG = cluster.adminKubeconfig
  process.env.E2E_ORDINAL_KUBECONFIG = cluster.ordinalKubeconfig
  process.env.E2E_DATABASE = url.href
  return async () => {
    await ordinal.stop()
    await query(postgres.url, `DROP DATABASE ${database} WITH (FORCE)`)
    await postgres.stop()
    recorder.close()
    await cluster.stop()
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
