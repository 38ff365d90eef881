import { randomUUID } from 'node:crypto'
import type { FullConfig } from '@playwright/test'
import { Client } from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { startCluster } from './cluster/cluster.ts'
import { startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'

/**
 * For each worker a ground that its journeys have to themselves: they cut clusters off. All stand before the first journey
 * begins, since a new cluster takes connections from every browser of the machine (cluster/network.ts).
 */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  const grounds = await Promise.all(Array.from({ length: workers }, (_, worker) => startGround(worker)))
  return async () => {
    await Promise.all(grounds.map((stop) => stop()))
  }
}

/** A cluster, the recorder in front of it, and Ordinal on it with a PostgreSQL database of its own. */
async function startGround(worker: number): Promise<() => Promise<void>> {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
  const cluster = await startCluster({ say, isApart: worker > 0 })
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
  process.env[`E2E_WORKER_${worker}`] = JSON.stringify({
    E2E_METRICS_TOKEN: metricsToken,
    E2E_URL: ordinal.url,
    E2E_SETUP_LINK: ordinal.setupLink,
    E2E_RECORDER: recorder.url,
    E2E_KUBECONFIG: cluster.adminKubeconfig,
    E2E_ORDINAL_KUBECONFIG: cluster.ordinalKubeconfig,
    E2E_DATABASE: url.href,
  })
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
