import { type Cluster, prepareCluster, startCluster, stopClusters } from './cluster.ts'
import { binary, places } from './places.ts'

const usage = `node e2e/cluster/cli.ts <command>
  up     boots a cluster and holds it until Ctrl-C; tests of this checkout join it
  down   ends the clusters of this checkout, also those that a crash left
  build  installs and builds what a cluster needs, without booting one`

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

/** Ctrl-C at any moment, also while building or booting. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  return controller.signal
}

async function up(): Promise<void> {
  const signal = interruption()
  const began = performance.now()
  const cluster = await startCluster({ say, isShared: true, signal })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(
    cluster.wasRunning
      ? 'A cluster is running already.'
      : `The cluster is ready after ${seconds} s. Ctrl-C ends it.`,
  )
  say(`  server         ${cluster.server}`)
  say(`  administrator  ${cluster.adminKubeconfig}`)
  say(`  Ordinal        ${cluster.ordinalKubeconfig}`)
  say(`  kubectl        ${binary('kubectl')}`)
  if (cluster.wasRunning) return
  await interruptionOrEnd(cluster, signal)
  await cluster.stop()
  say('The cluster has ended.')
}

/** It may be ended from elsewhere: `down` in another terminal. */
function interruptionOrEnd(cluster: Cluster, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = setInterval(() => {
      if (!signal.aborted && cluster.isRunning()) return
      clearInterval(look)
      resolve()
    }, 200)
  })
}

async function down(): Promise<void> {
  const count = await stopClusters()
  say(count === 0 ? `No cluster was running under ${places.home}.` : 'The cluster has ended.')
}

const commands: Readonly<Record<string, () => Promise<void>>> = {
  up,
  down,
  build: () => prepareCluster(say, interruption()),
}

const command = commands[process.argv[2] ?? '']
if (command === undefined) {
  say(usage)
  process.exitCode = 2
} else {
  command().catch((error: unknown) => {
    const isInterrupted = error instanceof Error && error.name === 'AbortError'
    say(
      isInterrupted
        ? 'Interrupted; nothing is left.'
        : error instanceof Error
          ? error.message
          : String(error),
    )
    process.exitCode = isInterrupted ? 130 : 1
  })
}
