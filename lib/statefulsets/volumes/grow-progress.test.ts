import { describe, expect, it } from 'vitest'
import { now, pod, pods, set } from '../state/state.testing.ts'
import { claimItems, onlineMs } from './grow-progress.ts'
import type { ReplacementMemo, ReplacementWorld } from './replacement.ts'
import { replacementItems } from './replacement-progress.ts'

describe('the line of a claim', () => {
  const line = (status: object, asked = '2Gi', running = pods('web-0')) => {
    const metadata = { name: 'data-web-0', uid: 'u', resourceVersion: '1' }
    const spec = { resources: { requests: { storage: asked } } }
    const claim = { metadata, spec, status: { capacity: { storage: '1Gi' }, ...status } }
    return claimItems([{ claim, to: '2Gi' }], running, now)[0]
  }
  const condition = (type: string, seconds = 0) => ({
    conditions: [
      {
        type,
        status: 'True',
        message: 'words',
        lastTransitionTime: new Date(now - seconds * 1000).toISOString(),
      },
    ],
  })
  const stuck = onlineMs / 1000 + 1

  it.each([
    ['that was not asked for yet', line({}, '1Gi'), 'waiting', undefined],
    ['that was asked for', line({}), 'running', 'asked'],
    ['that grows', line(condition('Resizing')), 'running', 'growing'],
    ['that has grown', line({ capacity: { storage: '2Gi' } }), 'done', undefined],
    ['whose file system follows', line(condition('FileSystemResizePending')), 'done', 'fileSystem'],
    ['whose pod must restart', line(condition('FileSystemResizePending', stuck)), 'done', 'needsRestart'],
    [
      'that no pod uses',
      line(condition('FileSystemResizePending', stuck), '2Gi', []),
      'done',
      'fileSystemLater',
    ],
    ['that failed and is tried again', line(condition('ControllerResizeError')), 'running', 'retrying'],
    [
      'that was refused',
      line({ allocatedResourceStatuses: { storage: 'ControllerResizeInfeasible' } }),
      'failed',
      'refused',
    ],
  ])('%s', (_name, item, state, detail) => {
    expect(item).toMatchObject({ key: 'claim', values: { name: 'data-web-0', size: '2Gi' }, state })
    expect(item?.detail?.key).toBe(detail)
  })
})

describe('the lines of a set that is made anew', () => {
  const memo = (over: Partial<ReplacementMemo> = {}): ReplacementMemo => ({
    ...{ saved: set(), pods: [], whenDeleted: 'Retain', isRemoving: true, madeUid: null },
    ...over,
  })
  const lines = (over: Partial<ReplacementWorld>) =>
    replacementItems({
      ...{ runId: 'run', firstUid: 'set', set: set(), pods: pods('web-0'), claims: [], memo: null },
      isSatisfied: ({ metadata }) => metadata.uid === 'made',
      ...over,
    }).map(({ key, state, detail }) => [key, state, ...(detail === undefined ? [] : [detail.key])].join(' '))

  it('before the first move', () => {
    expect(lines({})).toEqual(['prepare waiting', 'remove waiting', 'create waiting', 'adopt waiting'])
  })

  it('while it is away', () => {
    expect(lines({ set: null, memo: memo({ whenDeleted: 'Delete' }), pods: [] })).toEqual([
      ...['prepare done', 'remove done', 'create running away', 'adopt waiting', 'restore waiting'],
    ])
  })

  it('at the end, with what became of the pods', () => {
    const made = set({ metadata: { uid: 'made' } })
    const over = { set: made, pods: [pod('web-0')] }
    const noted = { isRemoving: false, madeUid: 'made' }
    const ran = { name: 'web-0', uid: 'uid of web-0', restarts: 0 }
    const done = ['prepare done', 'remove done', 'create done']
    expect(lines({ ...over, memo: memo({ ...noted, pods: [ran] }) })).toEqual([
      ...done,
      'adopt done untouched',
    ])
    expect(lines({ ...over, memo: memo({ ...noted, pods: [{ ...ran, restarts: 1 }] }) })).toEqual([
      ...done,
      'adopt done disturbed',
    ])
  })
})
