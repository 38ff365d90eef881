import { describe, expect, it } from 'vitest'
import type { Pod } from '../kubernetes/types.ts'
import { refusalOf } from './target.ts'

const pod = (status: object, spec: object = { containers: [{ name: 'main' }] }) =>
  ({ spec, status }) as unknown as Pod
const main = (state: object) => ({ phase: 'Running', containerStatuses: [{ name: 'main', state }] })
const running = { running: {} }

describe('a terminal in a container', () => {
  it.each<[string, Pod, string]>([
    ['that runs', pod(main(running)), 'main'],
    [
      'that is not ready',
      pod({ phase: 'Running', containerStatuses: [{ name: 'main', ready: false, state: running }] }),
      'main',
    ],
    [
      'that was added to debug',
      pod({ ephemeralContainerStatuses: [{ name: 'debug-1', state: running }] }),
      'debug-1',
    ],
    [
      'that runs before the others',
      pod({ phase: 'Pending', initContainerStatuses: [{ name: 'init', state: running }] }),
      'init',
    ],
  ])('%s is there', (_name, one, container) => {
    expect(refusalOf(one, container)).toBeNull()
  })

  it.each<[string, Pod, object]>([
    [
      'waits',
      pod(main({ waiting: { reason: 'CrashLoopBackOff' } })),
      { reason: 'container_waiting', detail: 'CrashLoopBackOff' },
    ],
    [
      'was killed',
      pod(main({ terminated: { reason: 'OOMKilled', exitCode: 137 } })),
      { reason: 'container_ended', detail: 'OOMKilled 137' },
    ],
    ['has no node yet', pod({ phase: 'Pending' }), { reason: 'not_started' }],
    [
      'belongs to a finished pod',
      pod({ ...main({ terminated: { exitCode: 0 } }), phase: 'Succeeded' }),
      { reason: 'pod_finished', detail: 'Succeeded' },
    ],
    ['is not of this pod', pod(main(running), { containers: [] }), { reason: 'not_found' }],
  ])('that %s is refused with the reason', (name, one, refusal) => {
    expect(refusalOf(one, name === 'is not of this pod' ? 'other' : 'main')).toEqual(refusal)
  })
})
