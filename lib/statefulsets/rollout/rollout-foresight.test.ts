import { describe, expect, it } from 'vitest'
import { cells, rollout } from '../state/rollout.testing.ts'
import type { Rollout } from '../state/rollout.ts'
import { aboveAll, type Cell, foreseeHold, foreseePartition, heldPartition } from './rollout-foresight.ts'

interface ModelPod {
  readonly ordinal: number
  readonly isNew: boolean
  readonly isReady: boolean
}

/**
 * The controller's own loops, as in pkg/controller/statefulset/stateful_set_control.go of 1.35 without the feature gate;
 * what it makes anew becomes ready at once. Gives the ordinals that it deletes, in order.
 */
function runController(
  pods: readonly ModelPod[],
  { start, isOrdered }: Rollout,
  partition: number,
): number[] {
  const deleted: number[] = []
  const now = [...pods]
  for (let sync = 0; sync < 50; sync++) {
    if (isOrdered && now.some(({ isReady }) => !isReady)) return deleted
    const target = now.findLastIndex((pod, index) => index >= partition && (!pod.isNew || !pod.isReady))
    const pod = now[target]
    if (pod === undefined || pod.isNew) return deleted
    deleted.push(start + target)
    now[target] = { ...pod, isNew: true, isReady: true }
  }
  return deleted
}

const subsets = (count: number) => Array.from({ length: 2 ** count }, (_, bits) => bits)
const ones = (bits: number) => bits.toString(2).replaceAll('0', '').length
/** All of few pods, one or two of many: the others would take minutes. */
const mostUnready = (count: number) => (count <= 5 ? count : count <= 7 ? 2 : 1)

describe('what a partition will do', () => {
  it.each([
    ['OrderedReady', true, 0],
    ['OrderedReady from another first ordinal', true, 7],
    ['Parallel', false, 0],
    ['Parallel from another first ordinal', false, 3],
  ])(
    'is what the controller does: %s, 0 to 9 pods, each partition, each mix of revisions',
    (_, isOrdered, start) => {
      for (let count = 0; count <= 9; count++) {
        const facts = rollout({ start, desired: count, isOrdered })
        for (const bits of subsets(count)) {
          const pods = Array.from({ length: count }, (_none, index) => ({
            ordinal: start + index,
            isNew: (bits & (1 << index)) !== 0,
            isReady: true,
          }))
          const strip = pods.map(({ ordinal, isNew }): Cell => cell(ordinal, isNew))
          for (let partition = 0; partition <= count; partition++) {
            const foreseen = foreseePartition(facts, strip, partition)
            expect(foreseen.replaced).toEqual(runController(pods, facts, partition))
            expect(foreseen.waitsFor).toBeNull()
          }
        }
      }
    },
  )

  it.each([
    ['OrderedReady', true],
    ['Parallel', false],
  ])(
    'is that nothing moves where a pod is in the way, else what the controller comes to: %s, 1 to 9 pods, each partition, each mix of revisions, pods that are not ready',
    (_, isOrdered) => {
      for (let count = 1; count <= 9; count++) {
        const facts = rollout({ desired: count, isOrdered })
        for (const updated of subsets(count))
          for (const unready of subsets(count).filter((bits) => ones(bits) <= mostUnready(count))) {
            const pods = Array.from({ length: count }, (_none, index) => ({
              ordinal: index,
              isNew: (updated & (1 << index)) !== 0,
              isReady: (unready & (1 << index)) === 0,
            }))
            const strip = pods.map(({ ordinal, isNew, isReady }) => cell(ordinal, isNew, isReady))
            for (let partition = 0; partition <= count; partition++) {
              const { replaced, waitsFor } = foreseePartition(facts, strip, partition)
              const deleted = runController(pods, facts, partition)
              const isFit =
                waitsFor === null
                  ? deleted.length > 0 === replaced.length > 0 &&
                    deleted.every((ordinal, index) => ordinal === replaced[index])
                  : deleted.length === 0
              // One assertion for hundreds of thousands of worlds: said in full only where it fails.
              if (!isFit) expect({ pods, partition, replaced, waitsFor }).toEqual({ deleted })
            }
          }
      }
    },
  )

  it.each<[string, Partial<Rollout>, string, number, object]>([
    ['lowers step by step', { desired: 3 }, 'ooo', 2, { replaced: [2], left: [0, 1], kept: [] }],
    ['and one more', { desired: 3 }, 'ooN', 1, { replaced: [1], left: [0], kept: [] }],
    ['raised above what was updated', { desired: 3 }, 'oNN', 3, { replaced: [], left: [0], kept: [1, 2] }],
    ['with nothing to roll out', { desired: 3 }, 'NNN', 0, { replaced: [], left: [], kept: [] }],
    ['without pods', { desired: 0 }, '', 0, { replaced: [], left: [], kept: [] }],
    ['of nine', { desired: 9 }, 'oooooooNN', 4, { replaced: [6, 5, 4], left: [0, 1, 2, 3], kept: [] }],
    ['with OnDelete', { desired: 3, isOnDelete: true }, 'ooN', 0, { replaced: [], left: [0, 1] }],
    ['with a missing pod', { desired: 3 }, 'oo-', 0, { replaced: [1, 0], waitsFor: 2 }],
    ['with a broken pod that is old', { desired: 3 }, 'oxo', 0, { replaced: [2, 1, 0], waitsFor: 1 }],
    [
      'Parallel with a broken pod that is old',
      { desired: 3, isOrdered: false },
      'oxo',
      0,
      { waitsFor: null },
    ],
    ['Parallel with a broken pod that is new', { desired: 3, isOrdered: false }, 'ooX', 0, { waitsFor: 2 }],
    [
      'Parallel with room for two away',
      { desired: 3, isOrdered: false, maxUnavailable: 2 },
      'ooX',
      0,
      { waitsFor: null },
    ],
    [
      'Parallel with two away already',
      { desired: 4, isOrdered: false, maxUnavailable: 2 },
      'oXoX',
      0,
      { waitsFor: 3 },
    ],
  ])('%s', (_, facts, strip, partition, foreseen) => {
    expect(foreseePartition(rollout(facts), cells(strip), partition)).toMatchObject(foreseen)
  })

  it('does not count pods that are on their way out', () => {
    const strip = [...cells('oo'), { ...cell(2, false), isWanted: false }]
    expect(foreseePartition(rollout({ desired: 2 }), strip, 0).replaced).toEqual([1, 0])
  })
})

describe('a hold', () => {
  it.each<[string, Partial<Rollout>, string, object]>([
    ['before the first pod', { desired: 3 }, 'ooo', { partition: aboveAll, stay: [], left: [0, 1, 2] }],
    ['after one pod', { desired: 3 }, 'ooN', { partition: 2, stay: [2], left: [0, 1] }],
    ['after all but one', { desired: 3 }, 'oNN', { partition: 1, stay: [1, 2], left: [0] }],
    [
      'while one is on its way',
      { desired: 3 },
      'otN',
      { partition: 2, stay: [2], left: [0], returning: [1] },
    ],
    ['while one is missing', { desired: 3 }, 'o-N', { partition: 2, returning: [1] }],
    ['while the new one starts', { desired: 3 }, 'osN', { partition: 1, stay: [1, 2], left: [0] }],
    ['of a broken new pod', { desired: 3 }, 'ooX', { partition: 2, stay: [2] }],
    ['of a canary', { desired: 4, partition: 2 }, 'oooN', { partition: 3, stay: [3], left: [0, 1, 2] }],
    ['of a canary that is done', { desired: 4, partition: 2 }, 'ooNN', { partition: 2, stay: [2, 3] }],
    [
      'from another first ordinal',
      { start: 5, desired: 3 },
      'ooN',
      { partition: 2, stay: [7], left: [5, 6] },
    ],
    [
      'with an updated one among the old',
      { desired: 4 },
      'NoNN',
      { partition: 2, stay: [0, 2, 3], left: [1] },
    ],
    ['above the replicas', { desired: 2, partition: 5 }, 'oo', { partition: aboveAll }],
    ['above all already', { desired: 2, partition: aboveAll + 1 }, 'oo', { partition: aboveAll + 1 }],
    ['without pods', { desired: 0 }, '', { partition: aboveAll, stay: [], left: [] }],
  ])('%s', (_, facts, strip, foreseen) => {
    const start = facts.start ?? 0
    expect(foreseeHold(rollout(facts), cells(strip, start))).toMatchObject(foreseen)
  })

  it('with nothing to roll out holds the next change', () => {
    const facts = rollout({ desired: 3, currentRevision: 'web-2' })
    expect(foreseeHold(facts, cells('NNN'))).toEqual({
      partition: aboveAll,
      stay: [0, 1, 2],
      left: [],
      returning: [],
    })
  })

  it('with nothing to roll out holds the next change also for pods that a scale-up adds', () => {
    const partition = heldPartition(rollout({ desired: 3, currentRevision: 'web-2' }), cells('NNN'))
    const later = rollout({ desired: 5, partition, updateRevision: 'web-3', currentRevision: 'web-2' })
    expect(foreseePartition(later, cells('ooooo'), partition).replaced).toEqual([])
  })

  it('leaves what was updated above the partition, whatever the mix', () => {
    for (const bits of subsets(6)) {
      const strip = Array.from({ length: 6 }, (_, index) => cell(index, (bits & (1 << index)) !== 0))
      const partition = heldPartition(rollout({ desired: 6 }), strip)
      expect(foreseePartition(rollout({ desired: 6 }), strip, partition).replaced).toEqual([])
    }
  })
})

function cell(ordinal: number, isUpdated: boolean, isReady = true): Cell {
  return { ordinal, isUpdated, isWanted: true, state: isReady ? 'ready' : 'failing' }
}
