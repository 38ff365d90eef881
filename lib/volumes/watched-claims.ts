import 'server-only'
import { isAppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { LookedAt, lookAt, waitAWhile } from '../kubernetes/looked-at.ts'
import { listObjects } from '../kubernetes/objects.ts'
import type { PersistentVolume, Pod, ResourceTypes } from '../kubernetes/types.ts'
import { type Hearing, runWatchLoop } from '../kubernetes/watch-loop.ts'
import type { NamespaceName } from '../names.ts'
import { Remembered } from '../remembered.ts'
import { type ProjectClaim, toProjectClaims } from './row.ts'

/** How long the first reader waits for what was not read yet, ms. */
const firstReadMs = 5000
/** Volumes are of the whole cluster and change seldom: so long they are believed, ms. */
const volumesMs = 5000

type Resource = 'persistentvolumeclaims' | 'statefulsets' | 'pods'
type Volumes = ReadonlyMap<string, PersistentVolume>

/** By cluster; null where volumes may not be seen. */
const volumes = new Remembered<Volumes | null>(volumesMs)

/**
 * The claims of one namespace, whose they are and who uses them, watched for as long as somebody looks: the board keeps
 * no pods but those of sets.
 */
export class WatchedClaims extends LookedAt {
  readonly #cluster: string
  readonly #namespace: NamespaceName
  readonly #claims: ReadonlyMap<string, ResourceTypes['persistentvolumeclaims']>
  readonly #sets: ReadonlyMap<string, ResourceTypes['statefulsets']>
  readonly #pods: ReadonlyMap<string, Pod>
  readonly #hearings = new Map<Resource, Hearing>()
  readonly #loaded: Promise<unknown>
  /** Worked out once for all who look; null after a change. */
  #rows: Promise<readonly ProjectClaim[]> | null = null

  constructor(cluster: string, namespace: NamespaceName, ended: () => void) {
    super(ended)
    this.#cluster = cluster
    this.#namespace = namespace
    const [claims, sets, pods] = [
      this.#watch('persistentvolumeclaims', withoutManagedFields),
      this.#watch('statefulsets', withoutManagedFields),
      this.#watch('pods', onlyVolumes),
    ]
    this.#claims = claims.objects
    this.#sets = sets.objects
    this.#pods = pods.objects
    this.#loaded = Promise.all([claims.loaded, sets.loaded, pods.loaded])
  }

  /** The worst of what is heard. */
  get hearing(): Hearing {
    const all = [...this.#hearings.values()]
    return (
      all.find(({ state }) => state !== 'live') ?? all[0] ?? { state: 'loading', heardAt: null, code: null }
    )
  }

  /** Waits for the first reading, and not for long. */
  async loaded(): Promise<void> {
    await waitAWhile(this.#loaded, firstReadMs)
  }

  rows(): Promise<readonly ProjectClaim[]> {
    this.#rows ??= this.#read()
    return this.#rows
  }

  async #read(): Promise<readonly ProjectClaim[]> {
    const known = await volumes.get(this.#cluster, () => readVolumes(this.#cluster)).catch(() => null)
    const claims = [...this.#claims.values()]
    // One that was made after the reading is looked for again.
    const isBehind = claims.some(({ spec }) => spec?.volumeName && known?.has(spec.volumeName) === false)
    if (isBehind) this.#rows = null
    const [sets, pods] = [[...this.#sets.values()], [...this.#pods.values()]]
    return toProjectClaims({ claims, sets, pods, volumes: known ?? new Map() })
  }

  #watch<R extends Resource>(resource: R, trim: (object: ResourceTypes[R]) => ResourceTypes[R]) {
    const objects = new Map<string, ResourceTypes[R]>()
    const loaded = Promise.withResolvers<void>()
    void runWatchLoop<R>(
      {
        connect: () => getCluster(this.#cluster),
        resource,
        selection: { place: this.#namespace },
        keep: trim,
        replace: (kept) => {
          objects.clear()
          for (const object of kept) objects.set(object.metadata.name, object)
          this.tell()
        },
        apply: ({ type, object }) => {
          if (type === 'DELETED') objects.delete(object.metadata.name)
          else objects.set(object.metadata.name, trim(object))
          this.tell()
        },
        heard: (hearing) => {
          this.#hearings.set(resource, hearing)
          // Also a refusal is an answer.
          if (hearing.heardAt !== null || hearing.code !== null) loaded.resolve()
          this.tell()
        },
      },
      this.unseen,
    )
    return { objects, loaded: loaded.promise }
  }

  protected override tell(): void {
    this.#rows = null
    super.tell()
  }
}

function withoutManagedFields<T extends ResourceTypes[Resource]>(object: T): T {
  const { managedFields: _, ...metadata } = object.metadata
  return { ...object, metadata }
}

function onlyVolumes({ metadata: { name, uid, resourceVersion }, spec, status }: Pod): Pod {
  return {
    metadata: { name, uid, resourceVersion },
    spec: { containers: [], volumes: spec?.volumes ?? [] },
    ...(status?.phase === undefined ? {} : { status: { phase: status.phase } }),
  }
}

/** By name; null where volumes may not be seen. */
async function readVolumes(cluster: string): Promise<Volumes | null> {
  try {
    const all = await listObjects(getCluster(cluster), 'persistentvolumes', null)
    return new Map(all.map((volume) => [volume.metadata.name, volume]))
  } catch (error) {
    if (isAppError(error, 'cluster_forbidden')) return null
    throw error
  }
}

export function watchedClaims(cluster: string, namespace: NamespaceName): WatchedClaims {
  return lookAt(`claims ${cluster}/${namespace}`, (ended) => new WatchedClaims(cluster, namespace, ended))
}
