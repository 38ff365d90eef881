import { describe, expect, it } from 'vitest'
import { pod, pods, set } from '../state/state.testing.ts'
import { toVolumes, type VolumeFacts } from './volumes.ts'

const template = (name: string, size: string, storageClassName?: string) => ({
  metadata: { name },
  spec: {
    ...{ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
  },
})
const claim = (name: string, size = '1Gi', storageClassName = 'fast') => ({
  metadata: { name, uid: `uid of ${name}`, resourceVersion: '1' },
  spec: { storageClassName, volumeName: `pv-${name}`, resources: { requests: { storage: size } } },
  status: { phase: 'Bound', capacity: { storage: size } },
})
const web = set({ replicas: 2, volumeClaimTemplates: [template('data', '1Gi', 'fast')] })
const facts = (over: Partial<VolumeFacts> = {}): VolumeFacts => ({
  ...{ set: web, claims: [claim('data-web-0'), claim('data-web-1')], pods: pods('web-0', 'web-1') },
  sets: [{ name: 'web', templates: ['data'] }],
  ...{ expandable: new Map([['fast', true]]), volumes: new Map(), room: [], managers: [] },
  ...over,
})

describe('the volumes of a set', () => {
  it('are one row for each ordinal and template, also for a claim that is not there', () => {
    const two = set({
      ...{ replicas: 2, ordinals: { start: 5 } },
      volumeClaimTemplates: [template('data', '1Gi'), template('logs', '2Gi')],
    })
    const { rows } = toVolumes(facts({ set: two, claims: [claim('data-web-5'), claim('logs-web-6')] }))
    expect(rows.map(({ name, phase }) => `${name} ${phase}`)).toEqual([
      'data-web-5 Bound',
      'logs-web-5 Missing',
      'data-web-6 Missing',
      'logs-web-6 Bound',
    ])
  })

  it('say who uses them, what may grow, and what becomes of the volume', () => {
    const user = pod('other-0', { metadata: {} })
    const volumes = [{ name: 'x', persistentVolumeClaim: { claimName: 'data-web-0' } }]
    const bound = {
      metadata: { name: 'pv-data-web-0', uid: 'v', resourceVersion: '1' },
      spec: { persistentVolumeReclaimPolicy: 'Retain' },
    }
    const { rows } = toVolumes(
      facts({
        claims: [claim('data-web-0'), claim('data-web-1', '1Gi', 'slow')],
        pods: [{ ...user, spec: { containers: [], volumes } }],
        volumes: new Map([['pv-data-web-0', bound]]),
      }),
    )
    expect(rows).toMatchObject([
      { usedBy: ['other-0'], isExpandable: true, reclaim: 'Retain', drift: [] },
      { usedBy: [], isExpandable: false, reclaim: '', drift: ['class'] },
    ])
  })

  it.each([
    ['as large', '1024Mi', []],
    ['smaller', '500Mi', ['size']],
    ['larger', '2Gi', ['size']],
  ])('that are %s than the template drift accordingly', (_name, size, drift) => {
    expect(toVolumes(facts({ claims: [claim('data-web-0', size)] })).rows[0]?.drift).toEqual(drift)
  })

  it('of a stopped set are those with which it starts again', () => {
    const stopped = set({
      ...{ replicas: 0, volumeClaimTemplates: [template('data', '1Gi')] },
      metadata: { annotations: { 'ordinal.io/replicas': '2' } },
    })
    const { rows, leftovers } = toVolumes(
      facts({ set: stopped, claims: [claim('data-web-1'), claim('data-web-2')] }),
    )
    expect(rows.map(({ name }) => name)).toEqual(['data-web-0', 'data-web-1'])
    expect(leftovers.map(({ name }) => name)).toEqual(['data-web-2'])
  })
})

describe('left over', () => {
  const left = (claims: string[], sets: VolumeFacts['sets'] = facts().sets) =>
    toVolumes(facts({ claims: claims.map((name) => claim(name)), sets })).leftovers.map(({ name }) => name)

  it.each([
    ['beyond the replicas', ['data-web-0', 'data-web-2', 'data-web-10'], ['data-web-2', 'data-web-10']],
    ['of a template that is no more', ['logs-web-0'], ['logs-web-0']],
    ['not of a set whose name ends the same', ['data-my-web-x-0', 'data-web-a-1'], []],
    ['not with other digits', ['data-web-02', 'data-web-2x', 'data-web-'], []],
  ])('%s', (_name, claims, expected) => {
    expect(left(claims)).toEqual(expected)
  })

  it('is nothing that another set makes by its own name', () => {
    const other = { name: 'my-web', templates: ['data'] }
    expect(left(['data-my-web-3'], [...facts().sets, other])).toEqual([])
    expect(left(['data-my-web-3'])).toEqual(['data-my-web-3'])
  })
})

it('two revisions side by side are seen from the pods', () => {
  expect(toVolumes(facts()).isMixed).toBe(false)
  const mixed = [...pods('web-0'), pod('web-1', { revision: 'web-0' })]
  expect(toVolumes(facts({ pods: mixed })).isMixed).toBe(true)
  expect(
    toVolumes(facts({ pods: [pod('web-9', { revision: 'x', metadata: { ownerReferences: [] } })] })).isMixed,
  ).toBe(false)
})
