import { runningCluster, startCluster, stopCluster } from './cluster.ts'
import { places } from './places.ts'
import { endProcess } from './processes.ts'

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

async function up(): Promise<void> {
  const wasRunning = runningCluster() !== null
  const cluster = await startCluster(say)
  say(wasRunning ? 'The cluster is running already.' : 'The cluster is ready. Ctrl-C ends it.')
  say(`administrator: ${cluster.adminKubeconfig}`)
  say(`Ordinal's account: ${cluster.ordinalKubeconfig}`)
  if (wasRunning) return
  const stay = setInterval(() => undefined, 60_000)
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    clearInterval(stay)
    cluster.stop().catch((error: unknown) => say(String(error)))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

async function down(): Promise<void> {
  const running = runningCluster()
  if (running !== null) await endProcess(running.owner, 20_000)
  await stopCluster()
  say(`No cluster is running under ${places.home}.`)
}

const command = process.argv[2] === 'down' ? down : up
command().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
