import type { Api } from '../api/api.ts'
import type { Container, Pod } from './behaviours.ts'

/** A ConfigMap or Secret, or a key of one, that a container's environment needs and that is not there. */
export function missingReference(
  api: Api,
  { metadata }: Pod,
  { env = [], envFrom = [] }: Container,
): string | null {
  const find = (kind: 'configmaps' | 'secrets', name = '') => api.store.get(kind, metadata.namespace, name)
  for (const { configMapRef, secretRef } of envFrom) {
    if (configMapRef && !configMapRef.optional && !find('configmaps', configMapRef.name))
      return `configmap "${configMapRef.name}" not found`
    if (secretRef && !secretRef.optional && !find('secrets', secretRef.name))
      return `secret "${secretRef.name}" not found`
  }
  for (const { valueFrom } of env)
    for (const [kind, word, reference] of [
      ['configmaps', 'ConfigMap', valueFrom?.configMapKeyRef],
      ['secrets', 'Secret', valueFrom?.secretKeyRef],
    ] as const) {
      if (reference === undefined || reference.optional) continue
      const found = find(kind, reference.name)
      if (found === undefined) return `${word.toLowerCase()} "${reference.name}" not found`
      if (!Object.hasOwn(found.data ?? {}, reference.key))
        return `couldn't find key ${reference.key} in ${word} ${metadata.namespace}/${reference.name}`
    }
  return null
}

/** Why a pod cannot start for a volume: the words of the event, '' while a claim is being bound, null when all are there. */
export function missingVolume(api: Api, { metadata, spec }: Pod): string | null {
  for (const { name, configMap, secret, persistentVolumeClaim: claim } of spec?.volumes ?? []) {
    const failed = `MountVolume.SetUp failed for volume "${name}" : `
    if (
      configMap &&
      !configMap.optional &&
      !api.store.get('configmaps', metadata.namespace, configMap.name ?? '')
    )
      return `${failed}configmap "${configMap.name}" not found`
    if (secret && !secret.optional && !api.store.get('secrets', metadata.namespace, secret.secretName ?? ''))
      return `${failed}secret "${secret.secretName}" not found`
    if (claim === undefined) continue
    const found = api.store.get('persistentvolumeclaims', metadata.namespace, claim.claimName)
    if (found?.status?.phase !== 'Bound') return ''
  }
  return null
}
