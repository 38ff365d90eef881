import { describe, expect, it } from 'vitest'
import type { ControllerRevision } from '../../kubernetes/types.ts'
import { ago, pod } from '../state/state.testing.ts'
import { toRevisionRows } from './revision-row.ts'

const revision = (number: number, image: string, annotations = {}): ControllerRevision => ({
  metadata: {
    name: `web-${number}`,
    uid: `uid of ${number}`,
    resourceVersion: '1',
    creationTimestamp: ago(600 - number),
    annotations,
  },
  revision: number,
  data: { spec: { template: { spec: { containers: [{ name: 'main', image }] }, $patch: 'replace' } } },
})

describe('the revisions of a set', () => {
  const rows = toRevisionRows(
    'web',
    [
      revision(2, 'db:2', { 'kubernetes.io/change-cause': 'faster' }),
      revision(10, 'db:1'),
      revision(3, 'db:2'),
    ],
    [
      pod('web-11', { revision: 'web-10' }),
      pod('web-2', { revision: 'web-10' }),
      pod('web-0', { revision: 'web-2' }),
    ],
    'web-10',
  )

  it('come by their number, the newest first', () => {
    expect(rows.map(({ number, isNewest }) => [number, isNewest])).toEqual([
      [10, true],
      [3, false],
      [2, false],
    ])
  })

  it('name the pods on each in numeric order', () => {
    expect(rows.map(({ ordinals }) => ordinals)).toEqual([[2, 11], [], [0]])
  })

  it('say what each changed, but for the oldest that is kept', () => {
    expect(rows.map(({ changes }) => changes)).toMatchObject([
      [{ thing: 'image', from: 'db:2', to: 'db:1' }],
      [],
      null,
    ])
  })

  it('have their images and why somebody made them', () => {
    expect(rows[2]).toMatchObject({ images: ['db:2'], cause: 'faster' })
  })

  it('of which nothing is kept are none', () => {
    expect(toRevisionRows('web', [], [], '')).toEqual([])
  })
})
