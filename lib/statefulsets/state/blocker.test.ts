import { describe, expect, it } from 'vitest'
import { isNodeLost } from './pod-trouble.ts'
import {
  ago,
  claim,
  condition,
  container,
  crashed,
  event,
  type Facts,
  node,
  pod,
  probe,
  read,
  ready,
  running,
  set,
  tell,
  terminating,
  troubled,
  two,
  unhealthy,
  unready,
  waiting,
  withThird,
} from './state.testing.ts'

const refused = (message: string): Facts => ({
  set: set({ status: { replicas: 2 } }),
  pods: two,
  events: [
    event(
      'StatefulSet',
      'web',
      'FailedCreate',
      `Create Pod web-2 in StatefulSet web failed error: ${message}`,
    ),
  ],
})

/** The same, where it is not the pod's own doing. */
describe('why an ordinal is missing or does not end', () => {
  it.each<[string, Facts, string]>([
    [
      '12 quota',
      refused(
        'pods "web-2" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2',
      ),
      'stuck quota web-2',
    ],
    [
      '12 Pod Security',
      refused('pods "web-2" is forbidden: violates PodSecurity "baseline:latest": hostNetwork'),
      'stuck podSecurity web-2',
    ],
    [
      '12 LimitRange',
      refused('pods "web-2" is forbidden: maximum cpu usage per Container is 1, but limit is 2'),
      'stuck limitRange web-2',
    ],
    [
      '12 a webhook',
      refused('admission webhook "policy.example.com" denied the request: no'),
      'stuck webhook web-2',
    ],
    [
      '12 a name that is too long',
      refused('Pod "web-2" is invalid: metadata.labels: Invalid value: must be no more than 63 characters'),
      'stuck nameTooLong web-2',
    ],
    ['12 anything else', refused('Internal error occurred'), 'stuck refused web-2'],
    [
      '12b a foreign pod has the name',
      withThird(
        pod('web-2', {
          metadata: {
            ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: 'x', controller: true }],
          },
        }),
      ),
      'stuck foreign web-2',
    ],
    [
      '12b a pod that waits to be adopted',
      withThird(pod('web-2', { metadata: { ownerReferences: [], creationTimestamp: ago(10) } })),
      'updating foreign web-2',
    ],
    [
      '13 a former claim that is still going',
      {
        set: set({ status: { replicas: 2 } }),
        pods: two,
        claims: [
          claim('data-web-2', 'Bound', {
            metadata: { name: 'data-web-2', uid: 'c', resourceVersion: '1', deletionTimestamp: ago(90) },
          }),
        ],
      },
      'stuck claimEnding web-2',
    ],
    [
      '14 a lost node',
      withThird(pod('web-2', { status: { conditions: [unready(60)] } }), {
        nodes: [node('node-1', 'Unknown')],
      }),
      'stuck nodeLost web-2',
    ],
    [
      '14 a pod that cannot end on a lost node',
      withThird(terminating(5), { nodes: [node('node-1', 'Unknown')] }),
      'stuck nodeLost web-2',
    ],
    [
      '14 a node that says itself that it is not ready',
      withThird(pod('web-2', { status: { conditions: [unready(500)] } }), {
        nodes: [node('node-1', 'False')],
      }),
      'stuck nodeNotReady web-2',
    ],
    [
      '14 a node that was made a moment ago',
      withThird(
        pod('web-2', { metadata: { creationTimestamp: ago(5) }, status: { conditions: [unready(5)] } }),
        {
          nodes: [{ ...node('node-1', ''), status: {} }],
        },
      ),
      'updating starting web-2',
    ],
    ['14b ending within its grace period', withThird(terminating(-20)), 'updating terminating web-2'],
    ['14b ending for longer', withThird(terminating(31)), 'stuck terminating web-2'],
    [
      '14b held by a finalizer',
      withThird(terminating(31, { metadata: { finalizers: ['example.com/backup'] } })),
      'stuck finalizer web-2',
    ],
    [
      '16 a missing ordinal is the fault of the one before it',
      {
        set: set({ status: { replicas: 2 } }),
        pods: [pod('web-0'), troubled('web-1', 5, container(waiting('ErrImagePull')))],
      },
      'stuck image web-1',
    ],
    [
      '21 moved by the cluster',
      withThird(
        terminating(-20, {
          status: {
            conditions: [ready(9), condition('DisruptionTarget', 'True', 9, 'EvictionByEvictionAPI')],
          },
        }),
      ),
      'updating disrupted web-2',
    ],
  ])('%s', (_name, facts, expected) => {
    expect(tell(facts)).toBe(expected)
  })
})

describe('a node is lost', () => {
  it.each([
    ['that is ready', node('node-1', 'True'), false],
    ['that says itself that it is not ready', node('node-1', 'False'), false],
    ['that has not said anything', { ...node('node-1', ''), status: {} }, false],
    ['that is silent', node('node-1', 'Unknown'), true],
    ['that has no object', null, true],
    ['that may not be seen', undefined, false],
  ])('%s', (_, found, isLost) => {
    expect(isNodeLost(pod('web-0'), { node: () => found })).toBe(isLost)
  })
})

describe('what is said of it', () => {
  it('the words of the cluster, without the frame of the controller', () => {
    const words = 'pods "web-2" is forbidden: exceeded quota: pods'
    expect(read(refused(words)).blocker?.detail).toBe(words)
  })

  it('a refusal of web-1 is not one of web-10, and a claim of it is', () => {
    const message = (text: string): Facts => ({
      set: set({ replicas: 1, ordinals: { start: 1 }, status: { replicas: 0 } }),
      pods: [],
      events: [event('StatefulSet', 'web', 'FailedCreate', text)],
    })
    expect(tell(message('create Pod web-10 in StatefulSet web failed error: exceeded quota'))).toBe(
      'stuck missing web-1',
    )
    const refusedClaim =
      'create Claim data-web-1 for Pod web-1 in StatefulSet web failed error: exceeded quota'
    expect(tell(message(refusedClaim))).toBe('stuck quota web-1')
  })

  it('the exit code, the restarts, the limit, and where the last lines are', () => {
    const limits = { resources: { limits: { memory: '512Mi' } } }
    const { blocker } = read(
      withThird(troubled('web-2', 300, crashed(137, 'OOMKilled'), { container: limits })),
    )
    expect(blocker?.facts).toEqual({ container: 'main', restarts: 7, exitCode: 137, limit: '512Mi' })
    expect(blocker?.log).toEqual({ container: 'main', previous: true })
  })

  it('since when', () => {
    expect(read(withThird(troubled('web-2', 300, crashed(1, 'Error')))).blocker?.since).toBe(
      Date.parse(ago(300)),
    )
  })

  it('the probe of this pod, not of a former one of its name', () => {
    const former = {
      ...unhealthy('Readiness probe failed: old'),
      involvedObject: { kind: 'Pod', name: 'web-2', uid: 'former' },
    }
    const third = troubled('web-2', 60, container(running, { started: true }), {
      container: { readinessProbe: probe },
    })
    expect(read(withThird(third, { events: [former] })).blocker?.detail).toBe('')
  })
})
