import { expect, it } from 'vitest'
import { claim, pod, set } from '../state/state.testing.ts'
import { fateWhenScaled } from './retention.ts'

const policy = (whenScaled: string, whenDeleted: string) =>
  set({ persistentVolumeClaimRetentionPolicy: { whenScaled, whenDeleted } })
const owner = (kind: string, name: string, uid: string, controller = false) => ({
  ...{ apiVersion: kind === 'Pod' ? 'v1' : 'apps/v1', kind, name, uid },
  ...(controller ? { controller } : {}),
})
const bySet = owner('StatefulSet', 'web', 'set')
const byPod = owner('Pod', 'web-2', 'uid of web-2')
const data = (ownerReferences: ReturnType<typeof owner>[], parts = {}) => {
  const one = claim('data-web-2', 'Bound')
  return { ...one, metadata: { ...one.metadata, ownerReferences, ...parts } }
}

/** As the controller decides it: stateful_set_utils.go, updateClaimOwnerRefForSetAndPod and claimOwnerMatchesSetAndPod. */
it.each([
  ['Retain', 'Retain', [], 'kept'],
  // The set owns it, for its own end; that the pod goes does nothing to it.
  ['Retain', 'Delete', [bySet], 'kept'],
  ['Retain', 'Delete', [], 'kept'],
  ['Delete', 'Retain', [], 'deleted'],
  ['Delete', 'Retain', [byPod], 'deleted'],
  // The controller takes the set off, and gives it to the pod.
  ['Delete', 'Delete', [bySet], 'deleted'],
  ['Delete', 'Delete', [], 'deleted'],
  ['Delete', 'Delete', [byPod], 'deleted'],
  ['Delete', 'Delete', [owner('StatefulSet', 'web', 'former')], 'kept by StatefulSet/web'],
  ['Delete', 'Delete', [bySet, owner('Backup', 'nightly', 'b', true)], 'kept by Backup/nightly'],
  ['Delete', 'Delete', [owner('Backup', 'nightly', 'b')], 'deleted'],
])(
  'whenScaled %s and whenDeleted %s, owned by %j: a scale-down leaves it %s',
  (scaled, deleted, owners, is) => {
    const { fate, heldBy } = fateWhenScaled(policy(scaled, deleted), pod('web-2'), data(owners))
    expect([fate, heldBy === null ? '' : ` by ${heldBy}`].join('')).toBe(is)
  },
)

it.each(['Retain', 'Delete'])('without its pod a claim is kept, whenDeleted %s', (whenDeleted) => {
  expect(fateWhenScaled(policy('Delete', whenDeleted), undefined, data([bySet])).fate).toBe('kept')
})

it('a claim that is on its way out stays so', () => {
  const ending = data([], { deletionTimestamp: '2026-11-24T12:00:00Z' })
  expect(fateWhenScaled(policy('Retain', 'Delete'), pod('web-2'), ending).fate).toBe('ending')
})
