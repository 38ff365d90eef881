import 'server-only'
import { type Fields, isFields, listOf } from '../../manifests/read.ts'

/** The pod of the lowest ordinal, and how the places in it are called in the set. */
export interface PodOfSet {
  readonly pod: Readonly<Record<string, unknown>>
  /** The set's path of a path in the pod: `spec.containers[0]` is `spec.template.spec.containers[0]`. */
  toSetPath(path: string): string
}

/** A label value has room for this much of a revision's name (kubernetes/kubernetes#64023). */
const revisionHash = '0'.repeat(10)

/**
 * The pod that the controller would make first (pkg/controller/statefulset/stateful_set_utils.go: identity, then
 * storage); null where there is no template to make it from.
 */
export function podOfSet(set: Fields): PodOfSet | null {
  const name = textOf(recordOf(set.metadata)?.name)
  const spec = recordOf(set.spec)
  const template = recordOf(spec?.template)
  const podSpec = recordOf(template?.spec)
  if (spec === null || template === null || podSpec === null) return null
  const ordinal = String(recordOf(spec.ordinals)?.start ?? 0)
  const podName = `${name}-${ordinal}`
  const metadata = recordOf(template.metadata) ?? {}
  const labels = {
    ...recordOf(metadata.labels),
    'statefulset.kubernetes.io/pod-name': podName,
    'apps.kubernetes.io/pod-index': ordinal,
    'controller-revision-hash': `${name}-${revisionHash}`,
  }
  const subdomain = textOf(spec.serviceName)
  const { volumes, claimPaths } = volumesOf(podSpec, spec, podName)
  return {
    pod: {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: podName, labels },
      spec: {
        ...podSpec,
        hostname: podName,
        ...(subdomain === '' ? {} : { subdomain }),
        ...(volumes.length === 0 ? {} : { volumes }),
      },
    },
    toSetPath: (path) => toSetPath(path, claimPaths),
  }
}

/** Claim templates win over volumes of their name, at their place; the others come after, with a path of their own. */
function volumesOf(podSpec: Fields, spec: Fields, podName: string) {
  const own = listOf(podSpec.volumes)
  const claims = listOf(spec.volumeClaimTemplates).map((claim, index) => {
    const name = textOf(recordOf(recordOf(claim)?.metadata)?.name)
    const volume = { name, persistentVolumeClaim: { claimName: `${name}-${podName}` } }
    return { name, volume, path: `spec.volumeClaimTemplates[${index}].metadata` }
  })
  const nameOf = (volume: unknown) => textOf(recordOf(volume)?.name)
  const kept = own.map((volume) => claims.find(({ name }) => name === nameOf(volume))?.volume ?? volume)
  const added = claims.filter(({ name }) => !own.some((volume) => nameOf(volume) === name))
  const claimPaths = new Map(added.map(({ path }, index) => [`spec.volumes[${own.length + index}]`, path]))
  return { volumes: [...kept, ...added.map(({ volume }) => volume)], claimPaths }
}

function toSetPath(path: string, claimPaths: ReadonlyMap<string, string>): string {
  if (path === 'metadata.name' || path === 'spec.hostname') return 'metadata.name'
  if (path === 'spec.subdomain') return 'spec.serviceName'
  const [volume = ''] = /^spec\.volumes\[\d+\]/.exec(path) ?? []
  const claim = claimPaths.get(volume)
  if (claim !== undefined) return path.startsWith(`${volume}.name`) ? `${claim}.name` : claim
  return path === '' ? 'spec.template.spec' : `spec.template.${path}`
}

function recordOf(value: unknown): Fields | null {
  return isFields(value) ? value : null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
