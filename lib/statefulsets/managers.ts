import type { StatefulSet } from '../kubernetes/types.ts'
import type { Manager } from './foresight.ts'

/**
 * Who keeps a set as its own source says, by the marks that each leaves: the controlling owner of an operator, Helm's
 * release, Argo CD's tracking id or instance label, Flux's labels. Read from the whole set.
 */
export function managersOf({ metadata }: StatefulSet): Manager[] {
  const { labels = {}, annotations = {}, ownerReferences = [] } = metadata
  const owner = ownerReferences.find(({ controller }) => controller === true)
  const argo = annotations['argocd.argoproj.io/tracking-id']?.split(':')[0]
  const isHelm = labels['app.kubernetes.io/managed-by'] === 'Helm'
  const found: { readonly kind: Manager['kind']; readonly name: string | undefined }[] = [
    { kind: 'owner', name: owner === undefined ? undefined : `${owner.kind}/${owner.name}` },
    { kind: 'argo', name: argo ?? labels['argocd.argoproj.io/instance'] },
    {
      kind: 'flux',
      name: labels['kustomize.toolkit.fluxcd.io/name'] ?? labels['helm.toolkit.fluxcd.io/name'],
    },
    { kind: 'helm', name: annotations['meta.helm.sh/release-name'] ?? (isHelm ? 'Helm' : undefined) },
  ]
  return found.flatMap(({ kind, name }) => (name === undefined ? [] : [{ kind, name }]))
}
