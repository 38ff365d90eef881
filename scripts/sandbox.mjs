import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodePath, root } from './prepare.mjs'

/** Where lib/kubernetes/clusters.ts looks for a cluster. */
function hasCluster() {
  const inCluster = '/var/run/secrets/kubernetes.io/serviceaccount/token'
  return Boolean(process.env.KUBECONFIG) || [join(homedir(), '.kube', 'config'), inCluster].some(existsSync)
}

/**
 * Where no cluster is configured, the sandbox in a process of its own, which ends with this one at the latest. Gives the
 * settings that connect Ordinal to it, and what ends it; from when `ending` is aborted, it is expected to end. Rejects with
 * a sentence.
 */
export async function startSandbox(ending) {
  if (hasCluster()) return { settings: {}, stop: () => Promise.resolve() }
  const data = resolve(root, process.env.ORDINAL_DATA || '.data', 'sandbox')
  const { kubeconfig, stop } = await keepSandbox(data, console.error, ending)
  return { settings: { KUBECONFIG: kubeconfig, ORDINAL_SANDBOX: 'sandbox' }, stop }
}

/** Before it is started again, ms; twice as long each time that it has ended soon. */
const firstPauseMs = 1000
const maxRestarts = 5
/** What has run for so long has not failed at its start, ms. */
const calmMs = 5 * 60_000

/**
 * A sandbox that is started again where it was when it ends by itself, a few times, and each time it is said. Rejects with
 * a sentence when it does not start at all.
 */
export async function keepSandbox(data, say, ending = new AbortController()) {
  let current = await forkSandbox(data)
  const { kubeconfig } = current
  const { port } = new URL(JSON.parse(readFileSync(kubeconfig, 'utf8')).clusters[0].cluster.server)
  const keep = async () => {
    for (let restarts = 0, begun = Date.now(); restarts < maxRestarts; begun = Date.now()) {
      const how = await current.ended
      if (ending.signal.aborted) return
      if (Date.now() - begun > calmMs) restarts = 0
      const pause = firstPauseMs * 2 ** restarts++
      say(`The sandbox ended (${how}). It is started again in ${pause / 1000} s.`)
      await sleep(pause)
      if (ending.signal.aborted) return
      // Where its folder cannot be written, what it needs to be found again is with its kubeconfig.
      current = await forkSandbox(dirname(kubeconfig), port).catch(({ message }) => ({
        ...current,
        ended: message,
      }))
    }
    say('The sandbox ends again and again, and is not started any more. Stop Ordinal and start it anew.')
  }
  void keep()
  const stop = () => {
    ending.abort()
    return current.stop()
  }
  return { kubeconfig, pid: () => current.pid, stop }
}

/** A sandbox on the state in a folder, as soon as it answers. Rejects with a sentence. */
export async function forkSandbox(data, port = '0') {
  // Small spaces for what is new keep the process small; it has time.
  const execArgv = [
    '--max-semi-space-size=8',
    '--max-old-space-size=400',
    '--disable-warning=ExperimentalWarning',
  ]
  const options = { cwd: root, execPath: nodePath, execArgv }
  const sandbox = fork(join(root, 'sandbox/main.ts'), ['--data', data, '--port', port], options)
  const ended = new Promise((done) =>
    sandbox.once('exit', (code, signal) => done(signal ?? `exit code ${code}`)),
  )
  const kubeconfig = await new Promise((done, fail) => {
    sandbox.once('message', (message) => done(message.kubeconfig))
    void ended.then(() => fail(new Error('the sandbox ended')))
  })
  const stop = () => {
    sandbox.kill()
    return ended
  }
  return { kubeconfig, pid: sandbox.pid, ended, stop }
}
