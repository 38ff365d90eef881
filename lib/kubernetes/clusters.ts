import 'server-only'
import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { log } from '../log.ts'
import { Cluster } from './cluster.ts'
import { readKubeconfigFile } from './kubeconfig.ts'

/** Why there is no cluster to show. */
export type ClusterProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable'; readonly path: string }

interface Loaded {
  readonly stamp: string
  readonly clusters: ReadonlyMap<string, Cluster>
  readonly defaultName: string | null
  readonly problem: ClusterProblem | null
}

const inClusterToken = '/var/run/secrets/kubernetes.io/serviceaccount/token'
let loaded: Loaded | undefined

/** The configured clusters: each context of the kubeconfig is one, named after it. */
export function listClusters(): readonly Cluster[] {
  return [...load().clusters.values()]
}

/** Throws `cluster_unknown`. */
export function getCluster(name: string): Cluster {
  const cluster = load().clusters.get(name)
  if (cluster === undefined)
    throw new AppError('cluster_unknown', { message: `cluster ${name} is not configured` })
  return cluster
}

export function defaultClusterName(): string | null {
  return load().defaultName
}

export function clusterProblem(): ClusterProblem | null {
  return load().problem
}

/** Beside a sandbox: what the next start would find instead of it. */
export function findWaitingClusters(): {
  readonly clusters: readonly Cluster[]
  readonly problem: ClusterProblem | null
} {
  if (env.ORDINAL_SANDBOX === undefined) return { clusters: [], problem: null }
  const { clusters, problem } = read(usualFiles())
  return { clusters: [...clusters.values()], problem: problem?.kind === 'none' ? null : problem }
}

/** KUBECONFIG, ~/.kube/config, the in-cluster account; read again when a file changes, so no restart is needed. */
function load(): Loaded {
  const files = kubeconfigFiles()
  const stamp =
    files.map((file) => `${file}@${modifiedAt(file)}`).join() || `in-cluster@${modifiedAt(inClusterToken)}`
  if (loaded?.stamp !== stamp) loaded = { stamp, ...read(files) }
  return loaded
}

function kubeconfigFiles(): string[] {
  if (env.KUBECONFIG !== undefined) return env.KUBECONFIG.split(delimiter).filter((file) => file !== '')
  return usualFiles()
}

/** Where a kubeconfig is looked for without being told. */
function usualFiles(): string[] {
  const home = join(homedir(), '.kube', 'config')
  return existsSync(home) ? [home] : []
}

function read(files: readonly string[]): Omit<Loaded, 'stamp'> {
  const nothing = { clusters: new Map<string, Cluster>(), defaultName: null }
  const [first, ...others] = files
  if (first === undefined && !existsSync(inClusterToken)) return { ...nothing, problem: { kind: 'none' } }
  const readConfig = () => readKubeconfig(first, others)
  try {
    const config = readConfig()
    const names = config.getContexts().map(({ name }) => name)
    const clusters = new Map(names.map((name) => [name, new Cluster(name, readConfig)]))
    const current = config.getCurrentContext()
    const problem: ClusterProblem | null = clusters.size === 0 ? { kind: 'none' } : null
    return { clusters, defaultName: clusters.has(current) ? current : null, problem }
  } catch (error) {
    log.error({ error, files }, 'kubeconfig cannot be read')
    return { ...nothing, problem: { kind: 'unreadable', path: files.join(delimiter) } }
  }
}

function readKubeconfig(first: string | undefined, others: readonly string[]): KubeConfig {
  if (first === undefined) {
    const config = new KubeConfig()
    config.loadFromCluster()
    return config
  }
  const config = readKubeconfigFile(first)
  for (const file of others) config.mergeConfig(readKubeconfigFile(file))
  return config
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
