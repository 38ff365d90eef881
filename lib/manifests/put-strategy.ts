import { deleteIn } from './edit.ts'
import { choiceLens } from './lens.ts'
import type { Manifest } from './parse.ts'
import { putField } from './put-field.ts'
import { valueAt } from './read.ts'

export const strategyLens = choiceLens('RollingUpdate')

/** Chooses how pods are replaced; the settings of a rolling update go with it (apps/validation refuses them elsewhere). */
export function putStrategy(text: string, manifest: Manifest, to: string): string {
  const strategy = ['spec', 'updateStrategy'] as const
  const chosen = putField(text, manifest, [...strategy, 'type'], strategyLens, to)
  const settings = [...strategy, 'rollingUpdate']
  if (to === 'RollingUpdate' || valueAt(manifest.object, settings) === undefined) return chosen
  return deleteIn(chosen, manifest.document, [...manifest.at, ...settings])
}
