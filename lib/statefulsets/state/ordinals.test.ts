import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ordinalOf } from './facts.ts'
import {
  ago,
  container,
  type Facts,
  partition,
  pod,
  pods,
  read,
  rolling,
  service,
  set,
  unready,
} from './state.testing.ts'

const onDelete = { updateStrategy: { type: 'OnDelete' } }
const gone = (name: string, seconds: number) =>
  pod(name, { metadata: { deletionTimestamp: ago(seconds), deletionGracePeriodSeconds: 30 } })
const mixed = [pod('web-0'), pod('web-1'), pod('web-2', { revision: 'web-2' })]

describe('the ordinals of a set', () => {
  it.each([
    ['web', 'web-0', 0],
    ['web', 'web-10', 10],
    ['web', 'web-01', null],
    ['web', 'web-x', null],
    ['web', 'webs-0', null],
    ['web-1', 'web-1', null],
    ['web', 'web-', null],
  ])('of %s, %s is %s', (setName, podName, expected) => {
    expect(ordinalOf(setName, podName)).toBe(expected)
  })

  it('run from ordinals.start in numeric order, with missing ones and ones on their way out', () => {
    const facts = {
      set: set({ ordinals: { start: 9 } }),
      pods: [...pods('web-10', 'web-9'), gone('web-12', -20)],
    }
    expect(
      read(facts).ordinals.map(({ ordinal, state, isWanted }) => `${ordinal} ${state} ${isWanted}`),
    ).toEqual(['9 ready true', '10 ready true', '11 missing true', '12 terminating false'])
  })

  it('tell the new revision from the old', () => {
    const { ordinals } = read({ set: set({ status: rolling(1) }), pods: mixed })
    expect(ordinals.map(({ isUpdated }) => isUpdated)).toEqual([false, false, true])
  })

  it('hold no pod of another set outside of the window', () => {
    const foreign = pod('web-7', { metadata: { ownerReferences: [] } })
    expect(read({ pods: [...pods('web-0', 'web-1', 'web-2'), foreign] }).ordinals).toHaveLength(3)
  })
})

describe('notes', () => {
  const named = { serviceName: 'web' }
  it.each<[string, Facts, object[]]>([
    [
      'a partition',
      { set: set({ updateStrategy: partition(2), status: rolling(1) }), pods: mixed },
      [{ code: 'heldByPartition', count: 2 }],
    ],
    [
      'OnDelete',
      { set: set({ ...onDelete, status: rolling(1) }), pods: mixed },
      [{ code: 'waitsForDeletion', count: 2 }],
    ],
    ['no Service named', { service: null }, []],
    [
      'the Service is not there',
      { set: set(named), service: null },
      [{ code: 'serviceMissing', name: 'web' }],
    ],
    ['Services may not be seen', { set: set(named), service: undefined }, []],
    [
      'a Service with an address',
      { set: set(named), service: service({ clusterIP: '10.96.0.7' }) },
      [{ code: 'serviceNotHeadless', name: 'web' }],
    ],
    [
      'a Service that misses the pods',
      { set: set(named), service: service({ clusterIP: 'None', selector: { app: 'other' } }) },
      [{ code: 'serviceSelectsOthers', name: 'web' }],
    ],
    [
      'a headless Service of these pods',
      { set: set(named), service: service({ clusterIP: 'None', selector: { app: 'web' } }) },
      [],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(read(facts).notes).toEqual(expected)
  })
})

it('whatever the API sends, there is an answer, and the ordinals are sorted, unique and cover the window', () => {
  const anyPod = fc.record({
    name: fc.constantFrom('web-0', 'web-1', 'web-5', 'web-10', 'web-x'),
    status: fc.constantFrom(
      undefined,
      {},
      { conditions: null },
      { phase: 'Failed' },
      { phase: 'Running', containerStatuses: null },
      { conditions: [unready(5)], containerStatuses: [container({})] },
    ),
  })
  fc.assert(
    fc.property(
      fc.array(anyPod, { maxLength: 6 }),
      fc.option(fc.nat(12)),
      fc.nat(3),
      fc.boolean(),
      (all, replicas, start, hasStatus) => {
        const one = set({ ordinals: { start }, ...(replicas === null ? {} : { replicas }) })
        const facts = {
          set: hasStatus ? one : { metadata: one.metadata, spec: one.spec as never },
          pods: all.map(({ name, status }) => ({ ...pod(name), status: status as never })),
        }
        const ordinals = read(facts as never).ordinals.map(({ ordinal }) => ordinal)
        expect(ordinals).toEqual([...new Set(ordinals)].sort((a, b) => a - b))
        for (let index = 0; index < (replicas ?? 3); index++) expect(ordinals).toContain(start + index)
      },
    ),
  )
})
