import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { places } from './places.ts'
import { clearRun } from './runs.ts'

/**
 * Outlives whoever started the cluster: starts init.sh and, when that has ended for any reason, removes what the kernel
 * does not: the network, the control groups, the run folder. Its input is the lifeline that it hands on to init.sh.
 */
const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: supervisor.ts <run folder>')

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const init = ['sh', join(import.meta.dirname, 'init.sh'), folder, places.bin]
const namespaces = ['--mount', '--pid', '--fork', '--kill-child']
const unshare = spawn('unshare', [...namespaces, ...init], { stdio: 'inherit' })
unshare.once('exit', () => {
  clearRun(folder).then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
