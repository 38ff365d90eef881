import { describe, expect, it } from 'vitest'
import {
  ago,
  container,
  type Facts,
  partition,
  pod,
  pods,
  read,
  ready,
  rolling,
  set,
  troubled,
  waiting,
} from './state.testing.ts'

const onDelete = { updateStrategy: { type: 'OnDelete' } }
const two = pods('web-0', 'web-1')
const gone = (name: string, seconds: number) =>
  pod(name, { metadata: { deletionTimestamp: ago(seconds), deletionGracePeriodSeconds: 30 } })
const broken = (name: string, revision = 'web-1') =>
  troubled(name, 60, container(waiting('ImagePullBackOff', 'Back-off pulling image "db:2"')), { revision })
const starting = (name: string, seconds: number, revision = 'web-1') =>
  troubled(name, seconds, container(waiting('ContainerCreating')), { revision })

describe('a corrected template that waits behind a broken pod (kubernetes/kubernetes#67250)', () => {
  const corrected = { status: { updateRevision: 'web-3', updatedReplicas: 0 } }
  const trapped = [...two, broken('web-2', 'web-2')]
  it.each<[string, Facts, boolean]>([
    ['OrderedReady and a pod of the broken revision', { set: set(corrected), pods: trapped }, true],
    [
      'also when it is the first revision',
      { set: set({ status: { updateRevision: 'web-2' } }), pods: [broken('web-0')] },
      true,
    ],
    [
      'not when the broken pod is on the newest revision',
      { set: set({ status: rolling(1) }), pods: trapped },
      false,
    ],
    [
      'not before the controller has seen it',
      { set: set({ ...corrected, metadata: { generation: 2 } }), pods: trapped, laggingSince: 0 },
      false,
    ],
    [
      'not below the partition, where it would come back as it was',
      { set: set({ ...corrected, updateStrategy: partition(3) }), pods: trapped },
      false,
    ],
    ['not with OnDelete', { set: set({ ...corrected, ...onDelete }), pods: trapped }, false],
    [
      'not a pod that is only starting',
      { set: set(corrected), pods: [...two, starting('web-2', 5, 'web-2')] },
      false,
    ],
    ['not a pod on its way out', { set: set(corrected), pods: [...two, gone('web-2', 100)] }, true],
    ['never a ready pod', { set: set(corrected) }, false],
  ])('%s', (_name, facts, expected) => {
    expect(read(facts).blocker?.isTrapped ?? false).toBe(expected)
  })
})

/** A controller of 1.35.0 to 1.35.3; any other goes on by itself, so it never stands still like this. */
describe('a broken pod that uses up what may be away with Parallel (kubernetes/kubernetes#137409)', () => {
  const changedAgo = (seconds: number) =>
    set({
      podManagementPolicy: 'Parallel',
      status: { updateRevision: 'web-3', updatedReplicas: 1 },
      metadata: { managedFields: [{ time: ago(seconds) }] },
    })
  const fresh = (seconds: number, parts: Parameters<typeof pod>[1] = {}) =>
    pod('web-1', {
      ...{ revision: 'web-3', metadata: { creationTimestamp: ago(seconds + 9) } },
      ...{ status: { conditions: [ready(seconds)] }, ...parts },
    })
  const old = broken('web-2', 'web-2')
  it.each<[string, Facts, boolean]>([
    [
      'when nothing has moved for a while',
      { set: changedAgo(90), pods: [pod('web-0'), fresh(40), old] },
      true,
    ],
    ['not right after the change', { set: changedAgo(5), pods: [...two, old] }, false],
    [
      'not right after another pod came back',
      { set: changedAgo(90), pods: [pod('web-0'), fresh(5), old] },
      false,
    ],
    ['not while another pod is away', { set: changedAgo(90), pods: [pod('web-0'), old] }, false],
    [
      'not while another pod ends',
      { set: changedAgo(90), pods: [pod('web-0'), gone('web-1', 1), old] },
      false,
    ],
    [
      'not while a pod of the newest revision is not ready',
      { set: changedAgo(90), pods: [pod('web-0'), starting('web-1', 60, 'web-3'), old] },
      false,
    ],
    [
      'not while one has to stay ready for a while',
      {
        set: { ...changedAgo(90), spec: { ...changedAgo(90).spec, minReadySeconds: 50 } as never },
        pods: [pod('web-0'), fresh(40), old],
      },
      false,
    ],
  ])('%s', (_name, facts, expected) => {
    expect(read(facts).blocker?.isTrapped ?? false).toBe(expected)
  })

  it('is looked at again when it may be so', () => {
    const facts = { set: changedAgo(5), pods: [...two, old] }
    const { changesAt } = read(facts)
    expect(read(facts, (changesAt ?? 0) - 1).blocker?.isTrapped).toBe(false)
    expect(read(facts, changesAt ?? 0).blocker?.isTrapped).toBe(true)
  })
})
