import { describe, expect, it } from 'vitest'
import { type ClaimStage, isBelow, readStage } from './claim-stage.ts'

const claim = (asked: string, actual: string, conditions: string[] = [], resource?: string) => ({
  metadata: { name: 'data-web-0', uid: 'u', resourceVersion: '1' },
  spec: { resources: { requests: { storage: asked } } },
  status: {
    capacity: { storage: actual },
    conditions: conditions.map((type) => ({ type, status: 'True', message: `of ${type}` })),
    ...(resource === undefined ? {} : { allocatedResourceStatuses: { storage: resource } }),
  },
})

describe('a claim', () => {
  const cases: [string, ReturnType<typeof claim>, ClaimStage, boolean][] = [
    ['that has what it asks for', claim('1Gi', '1Gi'), 'settled', false],
    ['that has it in another unit', claim('1Gi', '1024Mi'), 'settled', false],
    ['that has more', claim('1Gi', '2Gi'), 'settled', false],
    ['that asks for more', claim('2Gi', '1Gi'), 'asked', false],
    ['whose volume is growing', claim('2Gi', '1Gi', ['Resizing']), 'growing', false],
    [
      'of which only the resource status tells',
      claim('2Gi', '1Gi', [], 'ControllerResizeInProgress'),
      'growing',
      false,
    ],
    ['whose file system is to follow', claim('2Gi', '1Gi', ['FileSystemResizePending']), 'fileSystem', false],
    ['whose node is to follow', claim('2Gi', '1Gi', [], 'NodeResizePending'), 'fileSystem', false],
    [
      'whose node is at it',
      claim('2Gi', '1Gi', ['FileSystemResizePending'], 'NodeResizeInProgress'),
      'growing',
      false,
    ],
    [
      'whose storage failed, and tries again',
      claim('2Gi', '1Gi', ['ControllerResizeError']),
      'refused',
      false,
    ],
    ['whose storage will never', claim('2Gi', '1Gi', [], 'ControllerResizeInfeasible'), 'refused', true],
    ['whose node will never', claim('2Gi', '1Gi', ['Resizing'], 'NodeResizeInfeasible'), 'refused', true],
    ['that waits for another thing', claim('1Gi', '1Gi', ['ModifyingVolume']), 'settled', false],
  ]
  it.each(cases)('%s', (_name, one, stage, isFinal) => {
    expect(readStage(one)).toMatchObject({ stage, isFinal })
  })

  it('tells since when, and in the storage’s own words', () => {
    const one = claim('2Gi', '1Gi')
    const lastTransitionTime = '2026-11-26T01:00:00Z'
    const conditions = [{ type: 'Resizing', status: 'True', lastTransitionTime, message: 'working' }]
    expect(readStage({ ...one, status: { ...one.status, conditions } })).toMatchObject({
      since: Date.parse(lastTransitionTime),
      message: 'working',
    })
  })

  it('that was refused more, and asks for less by now, waits for the storage to see that', () => {
    const one = claim('2Gi', '1Gi', ['ControllerResizeError'], 'ControllerResizeInfeasible')
    const status = { ...one.status, allocatedResources: { storage: '9Gi' } }
    expect(readStage({ ...one, status })).toMatchObject({ stage: 'asked', isFinal: false })
  })

  it('whose condition is over has none', () => {
    const one = claim('1Gi', '1Gi')
    const conditions = [{ type: 'Resizing', status: 'False' }]
    expect(readStage({ ...one, status: { ...one.status, conditions } }).stage).toBe('settled')
  })
})

it.each([
  ['1Gi', '2Gi', true],
  ['1024Mi', '1Gi', false],
  ['1G', '1Gi', true],
  ['2Gi', '1Gi', false],
  ['', '1Gi', false],
  [undefined, '1Gi', false],
  ['1Gi', 'much', false],
])('%s is below %s: %s', (one, other, expected) => {
  expect(isBelow(one, other)).toBe(expected)
})
