import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { removeControlGroups } from './control-groups.ts'
import { machineLock, withLock } from './lock.ts'
import { findInit, startSupervisor } from './namespace.ts'
import {
  abandonedNetworks,
  claimNetwork,
  freePorts,
  isNetworkName,
  type Network,
  removeNetwork,
  signNetwork,
} from './network.ts'
import { places, runFiles } from './places.ts'
import { endProcess, isAlive, type ProcessMark, until } from './processes.ts'

/** What a run leaves on disk from its first moment, so that any later process can join or end it. */
export interface RunState {
  readonly network: Network
  readonly ports: { readonly api: number; readonly etcd: number; readonly etcdPeer: number }
  readonly supervisor: ProcessMark
  readonly apiServer: ProcessMark | null
  /** Whether later callers may join it, and whether it has booted. */
  readonly isShared: boolean
  readonly isReady: boolean
}

export interface Run {
  readonly folder: string
  readonly state: RunState
}

export function writeState({ folder, state }: Run): void {
  const { state: file } = runFiles(folder)
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}

export function readState(folder: string): RunState | null {
  const { state } = runFiles(folder)
  return existsSync(state) ? (JSON.parse(readFileSync(state, 'utf8')) as RunState) : null
}

/** Named by their network; whatever else is there is not ours to read or to remove. */
function runFolders(): string[] {
  if (!existsSync(places.runs)) return []
  return readdirSync(places.runs)
    .filter(isNetworkName)
    .map((name) => join(places.runs, name))
}

export function listRuns(): Run[] {
  return runFolders().flatMap((folder) => {
    const state = readState(folder)
    return state === null ? [] : [{ folder, state }]
  })
}

export function findSharedRun(): Run | null {
  return listRuns().find(({ state }) => state.isShared && state.isReady && isAlive(state.supervisor)) ?? null
}

const machine = { limitMs: 60_000 }

/** Sweeps what dead runs left, then claims a network and starts the supervisor of a new run. */
export function claimRun(isShared: boolean): Promise<{ readonly run: Run; readonly lifeline: Writable }> {
  return withLock(machineLock, machine, async () => {
    await sweep()
    const network = await claimNetwork()
    const folder = join(places.runs, network.name)
    mkdirSync(folder, { recursive: true })
    const [api = 0, etcd = 0, etcdPeer = 0] = await freePorts(3, network)
    const { mark: supervisor, lifeline } = startSupervisor(folder)
    await signNetwork(network, supervisor)
    const state = {
      network,
      ports: { api, etcd, etcdPeer },
      supervisor,
      apiServer: null,
      isShared,
      isReady: false,
    }
    const run = { folder, state }
    writeState(run)
    return { run, lifeline }
  })
}

/** Removes what the kernel does not undo by itself when the processes of a run have ended. */
export function clearRun(folder: string): Promise<void> {
  return withLock(machineLock, machine, () => removeRun(folder))
}

/** Ends a run that another process started. */
export async function endRun({ folder, state }: Run): Promise<void> {
  const hasInit = () => findInit(folder) !== null || !isAlive(state.supervisor)
  await until(hasInit, { limitMs: 15_000, what: 'the first process of the cluster' })
  const init = findInit(folder)
  if (init !== null) await endProcess(init, 0)
  await waitForSupervisor(state.supervisor)
}

export function sweepLeftovers(): Promise<void> {
  return withLock(machineLock, machine, sweep)
}

/** The supervisor clears its run and ends; one that does not within the limit is killed, and the next sweep clears. */
export async function waitForSupervisor(supervisor: ProcessMark): Promise<void> {
  await until(() => !isAlive(supervisor), { limitMs: 60_000, what: 'the end of the cluster' }).catch(() =>
    endProcess(supervisor, 0),
  )
}

/** Clears every run of this checkout, and every network of any, whose supervisor is gone. Only under the machine's lock. */
async function sweep(): Promise<void> {
  for (const folder of runFolders()) {
    const state = readState(folder)
    if (state === null || !isAlive(state.supervisor)) await removeRun(folder)
  }
  for (const network of await abandonedNetworks()) await removeTraces(network.name)
}

async function removeRun(folder: string): Promise<void> {
  const state = readState(folder)
  const init = findInit(folder)
  if (init !== null) await endProcess(init, 0)
  if (state !== null) await removeTraces(state.network.name)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** The processes of a cluster have ended with its first one, but their control groups may take a moment to be empty. */
async function removeTraces(name: string): Promise<void> {
  await removeNetwork(name)
  const isRemoved = () => {
    try {
      removeControlGroups(name)
      return true
    } catch {
      return false
    }
  }
  await until(isRemoved, { limitMs: 10_000, what: `the control groups ${name} to be empty` })
}
