import { fieldsOf, isFields, listOf } from './read.ts'

/** Who keeps an object as it is, and would undo what somebody else changes in it. */
export interface Manager {
  readonly by: 'operator' | 'helm' | 'argocd' | 'flux'
  /** What it is called there: an owner's `Kind/name`, a release, an application; '' where it is not told. */
  readonly name: string
}

/**
 * Who else manages an object, by the marks that each leaves: owner references; Helm's label and annotations; Argo CD's
 * tracking (label or annotation); the labels of Flux' controllers. Where one of them has left no mark, it may still be
 * named as the writer of fields.
 */
export function managersOf(object: unknown): Manager[] {
  const metadata = fieldsOf(fieldsOf(object).metadata)
  const labels = textsOf(metadata.labels)
  const annotations = textsOf(metadata.annotations)
  const writers = listOf(metadata.managedFields).map((one) => String(fieldsOf(one).manager ?? ''))
  const owner = listOf(metadata.ownerReferences).find((one) => fieldsOf(one).controller === true)
  const argo = argoName(labels, annotations)
  const flux = fluxName(labels)
  return [
    ...(isFields(owner) ? [manager('operator', `${String(owner.kind)}/${String(owner.name)}`)] : []),
    ...(labels['app.kubernetes.io/managed-by'] === 'Helm' ||
    annotations['meta.helm.sh/release-name'] !== undefined
      ? [
          manager(
            'helm',
            annotations['meta.helm.sh/release-name'] ?? labels['app.kubernetes.io/instance'] ?? '',
          ),
        ]
      : []),
    ...(argo !== null || writers.includes('argocd-controller') ? [manager('argocd', argo ?? '')] : []),
    ...(flux !== null || writers.some((writer) => /^(?:kustomize|helm)-controller$/.test(writer))
      ? [manager('flux', flux ?? '')]
      : []),
  ]
}

function manager(by: Manager['by'], name: string): Manager {
  return { by, name }
}

/** `app:group/kind:namespace/name` (argo-cd docs/user-guide/resource_tracking.md). */
function argoName(labels: Texts, annotations: Texts): string | null {
  const tracked = annotations['argocd.argoproj.io/tracking-id']
  if (tracked !== undefined) return tracked.split(':')[0] ?? ''
  return labels['argocd.argoproj.io/instance'] ?? null
}

function fluxName(labels: Texts): string | null {
  for (const kind of ['kustomize', 'helm']) {
    const name = labels[`${kind}.toolkit.fluxcd.io/name`]
    if (name !== undefined)
      return [labels[`${kind}.toolkit.fluxcd.io/namespace`], name].filter(Boolean).join('/')
  }
  return null
}

type Texts = Readonly<Record<string, string | undefined>>

function textsOf(value: unknown): Texts {
  return Object.fromEntries(Object.entries(fieldsOf(value)).map(([key, one]) => [key, String(one)]))
}
