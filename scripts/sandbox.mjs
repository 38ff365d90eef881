import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { nodePath, root } from './prepare.mjs'

/** Where lib/kubernetes/clusters.ts looks for a cluster. */
function hasCluster() {
  const inCluster = '/var/run/secrets/kubernetes.io/serviceaccount/token'
  return Boolean(process.env.KUBECONFIG) || [join(homedir(), '.kube', 'config'), inCluster].some(existsSync)
}

/**
 * Where no cluster is configured, the sandbox in a process of its own, which ends with this one at the latest. Gives the
 * settings that connect Ordinal to it, and what ends it. Rejects with a sentence.
 */
export async function startSandbox() {
  if (hasCluster()) return { settings: {}, stop: () => Promise.resolve() }
  const data = resolve(root, process.env.ORDINAL_DATA || '.data', 'sandbox')
  const { kubeconfig, stop } = await forkSandbox(data)
  return { settings: { KUBECONFIG: kubeconfig, ORDINAL_SANDBOX: 'sandbox' }, stop }
}

/** A sandbox on the state in a folder, as soon as it answers. Rejects with a sentence. */
export async function forkSandbox(data) {
  // Small spaces for what is new keep the process small; it has time.
  const execArgv = [
    '--max-semi-space-size=8',
    '--max-old-space-size=400',
    '--disable-warning=ExperimentalWarning',
  ]
  const options = { cwd: root, execPath: nodePath, execArgv }
  const sandbox = fork(join(root, 'sandbox/main.ts'), ['--data', data], options)
  const ended = new Promise((done) => sandbox.once('exit', done))
  const kubeconfig = await new Promise((done, fail) => {
    sandbox.once('message', (message) => done(message.kubeconfig))
    void ended.then(() => fail(new Error('the sandbox ended')))
  })
  const stop = () => {
    sandbox.kill()
    return ended
  }
  return { kubeconfig, pid: sandbox.pid, stop }
}
