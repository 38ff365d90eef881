import { describe, expect, it } from 'vitest'
import { watched } from './kubernetes/trim.ts'
import type { StatefulSet } from './kubernetes/types.ts'
import { notedReplicas } from './stop-note.ts'

type Field = NonNullable<StatefulSet['metadata']['managedFields']>[number]
const replicas = { 'f:spec': { 'f:replicas': {} } }
const note = { 'f:metadata': { 'f:annotations': { 'f:ordinal.io/replicas': {} } } }
const written = (manager: string, fieldsV1: object, subresource?: string): Field => ({
  ...{ manager, operation: 'Update', fieldsV1 },
  ...(subresource === undefined ? {} : { subresource }),
})
const set = (managedFields: Field[], noted = '5'): StatefulSet => ({
  metadata: {
    ...{ name: 'web', uid: 'set', resourceVersion: '1', managedFields },
    annotations: { 'ordinal.io/replicas': noted },
  },
  spec: { replicas: 0, selector: {}, template: {} },
})

describe('the replicas that a stop noted', () => {
  it.each<[string, Field[], number | null]>([
    ['count while nobody wrote them since', [written('ordinal', { ...replicas, ...note })], 5],
    [
      'count although others wrote other fields',
      [written('kubectl-edit', { 'f:spec': {} }), written('ordinal', { ...replicas, ...note })],
      5,
    ],
    [
      'count although somebody applies the same number',
      [written('argocd', replicas), written('ordinal', { ...replicas, ...note })],
      5,
    ],
    [
      'are void once somebody scaled',
      [written('ordinal', note), written('kubectl', replicas, 'scale')],
      null,
    ],
    [
      'are void once somebody scaled in Ordinal',
      [written('ordinal', note), written('ordinal', replicas, 'scale')],
      null,
    ],
    [
      'are void once somebody scaled whom the cluster does not name, as with kubectl scale',
      [written('ordinal', note), written('kubectl-set', { 'f:spec': { 'f:template': {} } })],
      null,
    ],
    ['count where the cluster does not tell who wrote', [], 5],
  ])('%s', (_, fields, expected) => {
    expect(notedReplicas(set(fields))).toBe(expected)
    const kept = watched.statefulsets.trim(set(fields))
    expect(kept === null ? undefined : notedReplicas(kept)).toBe(expected)
  })

  it.each(['0', '-3', 'many', '1.5', ''])('are none when the note says "%s"', (noted) => {
    expect(notedReplicas(set([], noted))).toBe(null)
  })
})
