import { describe, expect, it } from 'vitest'
import { foreseeGrowth } from './grow-foresight.ts'
import type { ClaimRow, Volumes } from './volumes.ts'

const gi = 1024 ** 3

const row = (ordinal: number, over: Partial<ClaimRow> = {}): ClaimRow => ({
  ...{ name: `data-web-${ordinal}`, uid: `u${ordinal}`, template: 'data', ordinal, phase: 'Bound' },
  ...{ asked: '1Gi', actual: '1Gi', className: 'fast', isExpandable: true, accessModes: ['ReadWriteOnce'] },
  ...{ isBlock: false, volume: 'pv', reclaim: 'Delete', usedBy: [], stage: 'settled', stageSince: '' },
  ...{ stageMessage: '', drift: [], createdAt: '' },
  ...over,
})

const volumes = (over: Partial<Volumes> = {}): Volumes => ({
  templates: [{ name: 'data', size: '1Gi', className: 'fast', accessModes: [] }],
  ...{ rows: [row(0), row(1), row(2)], leftovers: [], whenScaled: 'Retain', whenDeleted: 'Retain' },
  ...{ room: [], isMixed: false, managers: [], containers: [], volumeNames: [], classes: [] },
  ...over,
})

const verdicts = (over: Partial<Volumes>, size = '2Gi') =>
  foreseeGrowth(volumes(over), { data: size }).items.map(({ verdict }) => verdict)
const problems = (over: Partial<Volumes>, size = '2Gi') =>
  foreseeGrowth(volumes(over), { data: size }).problems

describe('growing', () => {
  it('all claims and the template, by so much in all', () => {
    expect(foreseeGrowth(volumes(), { data: '3Gi' })).toMatchObject({
      ...{ problems: [], extra: 6 * gi, isReplaced: true },
      items: [{ name: 'data-web-0', from: '1Gi', to: '3Gi', verdict: 'grows' }, {}, {}],
    })
  })

  it.each([
    ['is as large', { asked: '2Gi', actual: '2Gi' }, 'kept'],
    ['is larger', { asked: '5Gi', actual: '5Gi' }, 'kept'],
    ['asks for it already', { asked: '2Gi', actual: '1Gi', stage: 'growing' as const }, 'kept'],
    ['was refused more than that', { asked: '9Gi', actual: '1Gi', stage: 'refused' as const }, 'grows'],
    ['was refused more, and has that', { asked: '9Gi', actual: '2Gi', stage: 'refused' as const }, 'kept'],
    ['has a class that does not let it', { isExpandable: false }, 'notExpandable'],
    ['has such a class, and is as large', { isExpandable: false, asked: '2Gi' }, 'kept'],
    ['is not bound', { phase: 'Pending' as const }, 'notBound'],
    ['is on its way out', { phase: 'Terminating' as const }, 'ending'],
  ])('a claim that %s', (_name, over, verdict) => {
    expect(verdicts({ rows: [row(0, over)] })).toEqual([verdict])
  })

  it('a claim that is not there comes with the new template', () => {
    expect(
      foreseeGrowth(volumes({ rows: [row(0, { phase: 'Missing', asked: '' })] }), { data: '2Gi' }),
    ).toMatchObject({
      ...{ items: [], problems: [], isReplaced: true },
    })
  })

  it('only claims that lag behind their template leaves the set as it is', () => {
    const rows = [row(0, { asked: '500Mi', actual: '500Mi' }), row(1)]
    expect(foreseeGrowth(volumes({ rows }), { data: '1Gi' })).toMatchObject({
      ...{ problems: [], isReplaced: false },
      items: [{ verdict: 'grows' }, { verdict: 'kept' }],
    })
  })

  it('one of two templates leaves the other alone', () => {
    const two = volumes({
      templates: [...volumes().templates, { name: 'logs', size: '1Gi', className: '', accessModes: [] }],
      rows: [row(0), row(0, { name: 'logs-web-0', template: 'logs' })],
    })
    const { items } = foreseeGrowth(two, { data: '2Gi' })
    expect(items.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      'data-web-0 grows',
      'logs-web-0 kept',
    ])
  })
})

describe('it is refused', () => {
  it.each(['', 'much', '-1Gi', '0', '1e99', '10 Gi'])('for %j, which is no size', (size) => {
    expect(problems({}, size)).toEqual([{ code: 'quantity', template: 'data', size }])
  })

  it.each([
    ['500Mi', [{ code: 'shrink', template: 'data', size: '1Gi' }]],
    ['1Gi', [{ code: 'nothing' }]],
    ['1024Mi', [{ code: 'nothing' }]],
  ])('for %s', (size, expected) => {
    expect(problems({}, size)).toEqual(expected)
  })

  it('where a class does not let it, by name', () => {
    const rows = [row(0), row(1, { isExpandable: false }), row(2, { phase: 'Pending' })]
    expect(problems({ rows })).toEqual([
      { code: 'notExpandable', names: ['data-web-1'] },
      { code: 'notBound', names: ['data-web-2'] },
    ])
  })

  it('while two revisions live side by side', () => {
    expect(problems({ isMixed: true })).toEqual([{ code: 'mixed' }])
    const rows = [row(0, { asked: '500Mi', actual: '500Mi' })]
    expect(problems({ isMixed: true, rows }, '1Gi')).toEqual([])
  })

  it.each([
    ['in all', null, 2 * gi, true],
    ['in all, with room', null, 3 * gi, false],
    ['of the class', 'fast', 2 * gi, true],
    ['of another class', 'slow', 0, false],
  ])('by a quota on storage %s', (_name, className, free, isRefused) => {
    const room = [{ quota: 'q', className, hard: 10 * gi, used: 10 * gi - free }]
    expect(problems({ room })).toEqual(isRefused ? [{ code: 'quota', quota: 'q', free, needed: 3 * gi }] : [])
  })
})
