import type { FieldError } from '@/lib/errors'
import type { Parts } from '@/lib/manifests/roles'
import { fieldOf } from './field-at'

/** The manual's six steps, and the review. */
export const steps = ['basics', 'pods', 'volumes', 'service', 'labels', 'nodes', 'review'] as const
export type Step = (typeof steps)[number]

/** The longest beginning of a field's name that is here decides. */
const homes: readonly (readonly [string, Step])[] = [
  ['set/metadata/name', 'basics'],
  ['set/metadata/annotations/ordinal~io', 'basics'],
  ['set/spec/replicas', 'basics'],
  ['set/metadata/labels', 'labels'],
  ['set/metadata/annotations', 'labels'],
  ['set/spec/selector', 'labels'],
  ['set/spec/template/metadata', 'labels'],
  ['set/spec/template/spec/nodeSelector', 'nodes'],
  ['set/spec/template/spec/volumes', 'volumes'],
  ['set/spec/volumeClaimTemplates', 'volumes'],
  ['set/spec/persistentVolumeClaimRetentionPolicy', 'volumes'],
  ['set/spec/serviceName', 'service'],
  ['service', 'service'],
  ['access', 'service'],
  ['set/spec', 'pods'],
]

/** The step that shows a field; `review` for what none shows. */
export function stepOf(complaint: FieldError, parts: Parts): Step {
  const field = fieldOf(complaint, parts)
  if (field === null) return 'review'
  if (/\/volumeMounts(?:\/|$)/.test(field)) return 'volumes'
  return (
    homes.find(
      ([start]) => field === start || field.startsWith(`${start}/`) || field.startsWith(`${start}~`),
    )?.[1] ?? 'review'
  )
}
