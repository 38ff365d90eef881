import { startCluster } from '../../e2e/cluster/cluster.ts'

/** A real cluster for the cases to join, and its end; one that was up before stays up. */
export async function setup(): Promise<() => Promise<void>> {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
  const cluster = await startCluster({ say, isShared: true })
  return () => cluster.stop()
}
