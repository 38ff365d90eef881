import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { boot } from './boot.ts'
import { prepareCluster } from './build.ts'
import { inRun, type Settings, writeConfigs } from './config.ts'
import { places } from './places.ts'
import { endProcess, freePort, isAlive, output, type ProcessMark, startOf } from './processes.ts'

/** What a run leaves on disk from its first moment, so that any later process can end it. */
interface RunState {
  readonly owner: ProcessMark
  readonly settings: Settings
  readonly parts: ProcessMark[]
}

export interface Cluster {
  readonly adminKubeconfig: string
  readonly ordinalKubeconfig: string
  /** Ends the cluster, unless it was running before. */
  stop(): Promise<void>
}

/** Boots a cluster, or joins the one that `npm run cluster` keeps. What a crashed run left is cleared first. */
export async function startCluster(say: (sentence: string) => void): Promise<Cluster> {
  const { adminKubeconfig, ordinalKubeconfig } = places
  const running = readState()
  if (running !== null && isAlive(running.owner)) {
    return { adminKubeconfig, ordinalKubeconfig, stop: () => Promise.resolve() }
  }
  await stopCluster()
  await prepareCluster(say)
  const state: RunState = { owner: thisProcess(), settings: await makeSettings(), parts: [] }
  for (const folder of ['cni', 'certs']) mkdirSync(inRun(folder), { recursive: true })
  const save = () => writeFileSync(places.state, JSON.stringify(state))
  save()
  try {
    await output('openssl', 'genrsa', '-out', inRun('sa.key'), '2048')
    writeConfigs(state.settings)
    await boot(state.settings, (mark) => {
      state.parts.push(mark)
      save()
    })
  } catch (error) {
    await stopCluster()
    throw error
  }
  return { adminKubeconfig, ordinalKubeconfig, stop: stopCluster }
}

export function runningCluster(): RunState | null {
  const state = readState()
  return state !== null && isAlive(state.owner) ? state : null
}

/** Ends whatever a run of this checkout left: pods, processes, mounts, the bridge, files. Safe at any time. */
export async function stopCluster(): Promise<void> {
  const state = readState()
  if (state === null) return
  const { sockets, bridge } = state.settings
  const named = (name: string) => state.parts.filter((part) => part.name === name)
  for (const part of named('kubelet')) await endProcess(part)
  const ctr = (...args: string[]) =>
    output('ctr', '-a', `${sockets}/containerd.sock`, '-n', 'k8s.io', ...args)
  if (named('containerd').some(isAlive)) {
    const tasks = (await ctr('task', 'ls', '-q').catch(() => '')).split('\n').filter(Boolean)
    await Promise.all(tasks.map((task) => ctr('task', 'delete', '-f', task).catch(() => undefined)))
  }
  await Promise.all(state.parts.map((part) => endProcess(part, 2000)))
  await endShims(sockets)
  await unmountAll([places.run, sockets])
  await output('ip', 'link', 'del', bridge).catch(() => undefined)
  rmSync(sockets, { recursive: true, force: true })
  rmSync(places.run, { recursive: true, force: true })
}

/** A shim outlives containerd; its command line names our socket. */
async function endShims(sockets: string): Promise<void> {
  const list = await output('ps', '-eo', 'pid=,args=')
  const shims = list.split('\n').filter((line) => line.includes('containerd-shim') && line.includes(sockets))
  for (const line of shims) {
    const pid = Number.parseInt(line, 10)
    const start = startOf(pid)
    if (start !== null) await endProcess({ name: 'shim', pid, start }, 500)
  }
}

async function unmountAll(folders: readonly string[]): Promise<void> {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const paths = mounts.map((line) => line.split(' ')[1] ?? '')
  const ours = paths.filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
  for (const path of ours.reverse()) await output('umount', '-l', path).catch(() => undefined)
}

function readState(): RunState | null {
  if (!existsSync(places.state)) return null
  return JSON.parse(readFileSync(places.state, 'utf8')) as RunState
}

async function makeSettings(): Promise<Settings> {
  const links = await output('ip', '-o', 'addr')
  let octet = 244
  while (links.includes(` 10.${octet}.`)) octet--
  const [apiPort, etcdPort, etcdPeerPort, kubeletPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ]
  const sockets = mkdtempSync('/run/ordinal-')
  return { apiPort, etcdPort, etcdPeerPort, kubeletPort, bridge: `ordinal${octet}`, octet, sockets }
}

function thisProcess(): ProcessMark {
  return { name: 'owner', pid: process.pid, start: startOf(process.pid) ?? '' }
}
