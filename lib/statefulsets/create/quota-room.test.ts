import { describe, expect, it } from 'vitest'
import type { LimitFact } from './preflight-facts.ts'
import { readRoom } from './quota-room.ts'

const quota = (resource: string, hard: string, used = '0') => ({ resource, hard, used })
const container = (requests: Record<string, string>, limits: Record<string, string> = {}) => ({
  requests,
  limits,
})
const half = [container({ cpu: '500m', memory: '1Gi' }, { cpu: '1' })]
const claims = [
  { name: 'data', className: 'fast', storage: '10Gi' },
  { name: 'logs', className: '', storage: '1Gi' },
]
const range = (more: Partial<LimitFact>): LimitFact => {
  return { type: 'Container', min: {}, max: {}, default: {}, defaultRequest: {}, ...more }
}
type Case = [
  name: string,
  counts: ReturnType<typeof quota>[],
  containers: typeof half,
  room: number | null,
  scarce: string | null,
]

describe('the room that quotas leave', () => {
  it.each<Case>([
    ['no quota', [], half, null, null],
    ['pods', [quota('pods', '10', '7')], half, 3, 'pods'],
    ['cpu, which is requests', [quota('cpu', '2', '500m')], half, 3, 'cpu'],
    [
      'requests that are not exact in binary',
      [quota('requests.cpu', '0.3')],
      [container({ cpu: '0.1' })],
      3,
      'requests.cpu',
    ],
    ['limits', [quota('limits.cpu', '2500m')], half, 2, 'limits.cpu'],
    ['two containers', [quota('requests.cpu', '2')], [...half, ...half], 2, 'requests.cpu'],
    [
      'what gives out first',
      [quota('pods', '10'), quota('requests.memory', '2Gi')],
      half,
      2,
      'requests.memory',
    ],
    ['what is used up', [quota('pods', '2', '5')], half, 0, 'pods'],
    ['claims', [quota('persistentvolumeclaims', '5')], half, 2, 'persistentvolumeclaims'],
    ['storage', [quota('requests.storage', '33Gi')], half, 3, 'requests.storage'],
    [
      'storage of a class',
      [quota('fast.storageclass.storage.k8s.io/requests.storage', '25Gi')],
      half,
      2,
      'fast.storageclass.storage.k8s.io/requests.storage',
    ],
    [
      'storage of another class',
      [quota('slow.storageclass.storage.k8s.io/requests.storage', '1Gi')],
      half,
      null,
      null,
    ],
    [
      'extended resources',
      [quota('requests.nvidia.com/gpu', '4')],
      [container({ 'nvidia.com/gpu': '2' })],
      2,
      'requests.nvidia.com/gpu',
    ],
    ['what pods do not take', [quota('services', '0')], half, null, null],
    [
      'a limit as the request that was not named',
      [quota('requests.cpu', '2')],
      [container({}, { cpu: '1' })],
      2,
      'requests.cpu',
    ],
  ])('by %s', (_name, counts, containers, room, scarce) => {
    expect(readRoom(counts, [], { containers, claims })).toMatchObject({ room, scarce })
  })

  it('counts what a LimitRange fills in', () => {
    const limits = [range({ default: { cpu: '1' }, defaultRequest: { cpu: '250m' } })]
    const counts = [quota('requests.cpu', '1'), quota('limits.cpu', '2')]
    const draft = { containers: [container({})], claims: [] }
    expect(readRoom(counts, limits, draft)).toEqual({ room: 2, scarce: 'limits.cpu', unnamed: [] })
  })

  it('says what every container must name', () => {
    const counts = [quota('requests.cpu', '2'), quota('limits.memory', '2Gi'), quota('pods', '3')]
    expect(readRoom(counts, [], { containers: half, claims: [] }).unnamed).toEqual(['limits.memory'])
  })
})
