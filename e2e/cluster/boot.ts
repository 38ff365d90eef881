import { copyFileSync, readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { makeControlGroups } from './control-groups.ts'
import { writeCredentials } from './credentials.ts'
import { findPart, logTail, runInside, startPart, waitForInit } from './namespace.ts'
import { namespaceFile } from './network.ts'
import { writePartFiles } from './part-files.ts'
import { commandOf, type PartName } from './parts.ts'
import { binary, places, runFiles } from './places.ts'
import { endProcess, isAlive, type ProcessMark, run as runCommand, until } from './processes.ts'
import { type Run, writeState } from './runs.ts'

const limitMs = 90_000

/** Starts all parts in order, each as soon as what it needs answers. Gives the run with what became known. */
export async function boot(run: Run, imageArchive: string, signal?: AbortSignal | undefined): Promise<Run> {
  const { folder, state } = run
  const files = runFiles(folder)
  writeCredentials(run)
  writePartFiles(run)
  makeControlGroups(state.network.name)
  const init = await waitForInit(folder, signal)
  const start = (part: PartName, network: string | null = null) =>
    startPart(folder, init, part, commandOf(part, state), network)
  const wait = (part: ProcessMark, what: string, holds: () => Promise<boolean>) =>
    ready(folder, part, what, holds, signal)

  const containerd = await start('containerd', namespaceFile(state.network))
  const etcd = await start('etcd')
  await wait(etcd, 'health', () => answers(`http://127.0.0.1:${state.ports.etcd}/health`))
  const apiServer = await start('apiserver')
  copyFileSync(imageArchive, join(files.temporary, 'images.tar'))
  await wait(containerd, 'a socket that answers', () => runInside(init, 'ctr', 'version').then(() => true))
  const imported = runInside(init, 'ctr', '--namespace=k8s.io', 'images', 'import', '/tmp/images.tar')
  await Promise.all([imported, wait(apiServer, '/readyz', () => isApiReady(run))])
  await start('controller-manager')
  await start('scheduler')
  const kubelet = await start('kubelet')
  await kubectl(folder, 'apply', '-f', places.clusterRole, '-f', join(files.etc, 'cluster.json'))
  await wait(kubelet, 'a node that is ready', async () => (await describeNode(folder)) === 'True|')
  await wait(
    apiServer,
    'a service account',
    async () => (await kubectl(folder, 'get', 'sa', 'default')) !== '',
  )
  const booted = { folder, state: { ...state, apiServer, isReady: true } }
  writeState(booted)
  return booted
}

/** Starts the apiserver again on its port, with its certificate and data. */
export async function startApiServer({ folder, state }: Run): Promise<Run> {
  const init = await waitForInit(folder)
  const apiServer = await startPart(folder, init, 'apiserver', commandOf('apiserver', state))
  const restarted = { folder, state: { ...state, apiServer } }
  writeState(restarted)
  await ready(folder, apiServer, '/readyz', () => isApiReady(restarted))
  return restarted
}

export async function stopKubelet({ folder }: Run): Promise<void> {
  const kubelet = findPart(await waitForInit(folder), 'kubelet')
  if (kubelet !== null) await endProcess(kubelet, 0)
}

export async function startKubelet({ folder, state }: Run): Promise<void> {
  await startPart(folder, await waitForInit(folder), 'kubelet', commandOf('kubelet', state))
}

export function kubectl(folder: string, ...args: string[]): Promise<string> {
  return runCommand(binary('kubectl'), args, { env: kubectlEnvironment(folder) })
}

/** Applies manifests given as text. */
export function applyText(folder: string, manifests: string): Promise<string> {
  return runCommand(binary('kubectl'), ['apply', '-f', '-'], {
    env: kubectlEnvironment(folder),
    input: manifests,
  })
}

function kubectlEnvironment(folder: string): NodeJS.ProcessEnv {
  const files = runFiles(folder)
  return { ...process.env, KUBECONFIG: files.kubeconfig('admin'), KUBECACHEDIR: files.discovery }
}

/** Whether it is ready, and its taints: the not-ready taint goes a moment after. */
function describeNode(folder: string): Promise<string> {
  const ready = '{.status.conditions[?(@.type=="Ready")].status}'
  return kubectl(folder, 'get', 'node', 'node-1', '-o', `jsonpath=${ready}|{.spec.taints[*].key}`)
}

function isApiReady({ folder, state }: Run): Promise<boolean> {
  const ca = readFileSync(runFiles(folder).caFile)
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: state.ports.api, path: '/readyz', ca, timeout: 2000 },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode === 200)
      },
    )
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
    asked.once('error', reject)
    asked.end()
  })
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) })
  await answer.arrayBuffer()
  return answer.ok
}

/** Bounded, and over at once when the part ends; the error shows the end of the part's log. */
async function ready(
  folder: string,
  part: ProcessMark,
  what: string,
  holds: () => Promise<boolean>,
  signal?: AbortSignal | undefined,
): Promise<void> {
  const check = async () => {
    if (!isAlive(part)) throw new Error(`${part.name} ended`)
    try {
      return await holds()
    } catch {
      return false
    }
  }
  await until(check, { limitMs, what: `${what} of ${part.name}`, signal }).catch((cause: unknown) => {
    signal?.throwIfAborted()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${reason}\n${logTail(folder, part.name)}`, { cause })
  })
}
