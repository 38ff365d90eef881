import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { AppError } from '../errors.ts'
import { getCluster } from '../kubernetes/clusters.ts'
import { getSecretValue } from '../kubernetes/secret-value.ts'
import type { Pod } from '../kubernetes/types.ts'
import { isObjectName } from '../names.ts'
import { getPod } from './get.ts'
import type { RevealInput } from './schema.ts'

/** A longer value is no variable that somebody reads, in bytes. */
const maxBytes = 64 * 1024

/** What a Secret holds for a variable: text, or how many bytes of something else. */
export type SecretValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly size: number }

/**
 * The value that one variable of a container would get from its Secret now; the container has what it was given at its
 * start. The Secret is the one that the pod names: nobody can ask for another. Throws `not_found`, `conflict` for another
 * pod of this name, and as getSecretValue does.
 */
export async function revealVariable(
  scope: ProjectScope<'pod:reveal'>,
  { pod: name, uid, container, variable }: RevealInput,
): Promise<SecretValue> {
  const pod = await getPod(scope, name)
  if (pod.metadata.uid !== uid) throw new AppError('conflict', { message: 'another pod of this name' })
  const from = secretOf(pod, container, variable)
  if (from === null || !isObjectName(from.name))
    throw new AppError('not_found', { message: 'no such variable' })
  const { cluster, namespace } = scope.project
  const value = await getSecretValue(getCluster(cluster), namespace, from.name, from.key)
  if (value.length > maxBytes) return { kind: 'bytes', size: value.length }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value) }
  } catch {
    return { kind: 'bytes', size: value.length }
  }
}

/** Of variables of one name the last one counts (core/v1 Container.env). */
function secretOf({ spec }: Pod, container: string, variable: string): { name: string; key: string } | null {
  const all = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
    ...(spec?.ephemeralContainers ?? []),
  ]
  const env = all.find((one) => one.name === container)?.env ?? []
  const ref = env.findLast((one) => one.name === variable)?.valueFrom?.secretKeyRef
  return ref === undefined ? null : { name: ref.name ?? '', key: ref.key }
}
