import { cpSync, rmSync } from 'node:fs'
import type { Writable } from 'node:stream'
import { applyText, boot, kubectl, startApiServer, startKubelet, stopKubelet } from './boot.ts'
import { buildBinaries } from './build.ts'
import { readToken } from './credentials.ts'
import { makeImages } from './images.ts'
import { checkoutLock, withLock } from './lock.ts'
import { installPackages } from './packages.ts'
import { places, root, runFiles } from './places.ts'
import { endProcess, isAlive, type ProcessMark, signalProcess } from './processes.ts'
import {
  claimRun,
  endRun,
  findSharedRun,
  listRuns,
  type Run,
  readState,
  sweepLeftovers,
  waitForSupervisor,
} from './runs.ts'

export interface ClusterOptions {
  /** Hears what takes long. */
  readonly say?: (sentence: string) => void
  /** Later callers join this cluster instead of booting their own. */
  readonly isShared?: boolean
  /** A cluster of its own, even where there is a shared one. */
  readonly isApart?: boolean
  /** Ends the start; what it began is cleared. */
  readonly signal?: AbortSignal
}

export interface Cluster {
  readonly adminKubeconfig: string
  readonly ordinalKubeconfig: string
  /** https://127.0.0.1:port; its certificate is signed by the authority in `caFile`. */
  readonly server: string
  readonly caFile: string
  readonly adminToken: string
  /** Of Ordinal's own account: what deploy/clusterrole.yaml allows and nothing else. */
  readonly ordinalToken: string
  /** Whether it was there before: `stop()` then leaves it. */
  readonly wasRunning: boolean
  /** As administrator. Gives what it printed; rejects with its error output. */
  kubectl(...args: string[]): Promise<string>
  /** Applies manifests given as text, as administrator. */
  apply(manifests: string): Promise<string>
  /** The apiserver stops answering but keeps its connections. */
  pauseApiServer(): void
  resumeApiServer(): void
  /** Kills the apiserver, as a crash would, and gives when it answers again on the same port. */
  restartApiServer(): Promise<void>
  /** Kills the kubelet: the node answers nothing any more, while its pods run on. */
  stopKubelet(): Promise<void>
  startKubelet(): Promise<void>
  /** Ends the cluster, unless it was running before. Safe to call twice. */
  stop(): Promise<void>
  /** False when it has been ended, by `stop()` or from elsewhere. */
  isRunning(): boolean
}

/** Joins the shared cluster of this checkout, or boots one. It ends with the calling process, however that ends. */
export function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { say = () => undefined, isShared = false, isApart = false, signal } = options
  const lock = {
    limitMs: 60 * 60_000,
    signal,
    waiting: () => say('Waiting for another start in this checkout …'),
  }
  return withLock(checkoutLock(root), lock, async () => {
    const shared = isApart ? null : findSharedRun()
    if (shared !== null) return clusterOf(shared, null)
    await prepareCluster(say, signal)
    const archive = await makeImages()
    const { run, lifeline } = await claimRun(isShared)
    try {
      return clusterOf(await boot(run, archive, signal), lifeline)
    } catch (error) {
      if (signal?.aborted !== true) keepLogs(run)
      await end(run, lifeline)
      throw error
    }
  })
}

/** Installs and builds what is missing. */
export async function prepareCluster(
  say: (sentence: string) => void,
  signal?: AbortSignal | undefined,
): Promise<void> {
  await installPackages(say)
  await buildBinaries(say, signal)
}

/** Ends every cluster of this checkout, and clears what dead ones left on this machine. Gives how many were running. */
export async function stopClusters(): Promise<number> {
  const runs = listRuns()
  const running = runs.filter(({ state }) => isAlive(state.supervisor))
  for (const run of runs) await endRun(run)
  await sweepLeftovers()
  return running.length
}

async function end({ state }: Run, lifeline: Writable): Promise<void> {
  lifeline.destroy()
  await waitForSupervisor(state.supervisor)
}

/** A run's folder goes with it, the logs of a start that failed are wanted. */
function keepLogs({ folder }: Run): void {
  rmSync(places.failedLogs, { recursive: true, force: true })
  cpSync(runFiles(folder).logs, places.failedLogs, { recursive: true })
}

/** `lifeline` is null for a cluster that another process holds. */
function clusterOf(run: Run, lifeline: Writable | null): Cluster {
  const { folder, state } = run
  const files = runFiles(folder)
  // Read each time: any process of this checkout may have started it again.
  const apiServer = (): ProcessMark => {
    const mark = readState(folder)?.apiServer ?? null
    if (mark === null || !isAlive(mark)) throw new Error('The apiserver is not running')
    return mark
  }
  return {
    adminKubeconfig: files.kubeconfig('admin'),
    ordinalKubeconfig: files.kubeconfig('ordinal'),
    server: `https://127.0.0.1:${state.ports.api}`,
    caFile: files.caFile,
    adminToken: readToken(folder, 'admin'),
    ordinalToken: readToken(folder, 'ordinal'),
    wasRunning: lifeline === null,
    kubectl: (...args) => kubectl(folder, ...args),
    apply: (manifests) => applyText(folder, manifests),
    pauseApiServer: () => signalProcess(apiServer(), 'SIGSTOP'),
    resumeApiServer: () => signalProcess(apiServer(), 'SIGCONT'),
    restartApiServer: async () => {
      await endProcess(apiServer(), 0)
      await startApiServer(run)
    },
    stopKubelet: () => stopKubelet(run),
    startKubelet: () => startKubelet(run),
    stop: () => (lifeline === null ? Promise.resolve() : end(run, lifeline)),
    isRunning: () => isAlive(state.supervisor),
  }
}
