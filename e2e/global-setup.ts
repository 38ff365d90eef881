import { startCluster } from './cluster/cluster.ts'
import { startOrdinal } from './ordinal.ts'
import { startRecorder } from './recorder.ts'

/** A cluster, the recorder in front of it, and Ordinal on it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const cluster = await startCluster({ say: (sentence) => void process.stdout.write(`${sentence}\n`) })
  const recorder = await startRecorder(cluster.ordinalKubeconfig)
  const ordinal = await startOrdinal({ KUBECONFIG: recorder.kubeconfig, LOG_LEVEL: 'warn' })
  process.env.E2E_URL = ordinal.url
  process.env.E2E_SETUP_LINK = ordinal.setupLink
  process.env.E2E_RECORDER = recorder.url
  process.env.E2E_DATA = ordinal.data
  return async () => {
    await ordinal.stop()
    recorder.close()
    await cluster.stop()
  }
}
