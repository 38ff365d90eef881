import { describe, expect, it } from 'vitest'
import type { HorizontalPodAutoscaler, PodDisruptionBudget, Service } from '../../kubernetes/types.ts'
import type { ForesightFacts } from '../replicas/foresee-facts.ts'
import { bound, factsOf, podOf, template } from '../replicas/foresight.testing.ts'
import { set } from '../state/state.testing.ts'
import { foreseeDeletion } from './foresee-delete.ts'

const pods = [podOf(0, 'ready'), podOf(1, 'ready'), podOf(2, 'ready')]
const named = (name: string) => ({ name, uid: `uid of ${name}`, resourceVersion: '1' })
const service = (name: string, selector?: Record<string, string>): Service => ({
  metadata: named(name),
  spec: selector === undefined ? {} : { selector },
})
const another = (name: string, app: string, templates: string[] = [], serviceName = '') => ({
  ...set({ metadata: named(name), volumeClaimTemplates: templates.map((one) => template(one)), serviceName }),
  spec: {
    ...set({ volumeClaimTemplates: templates.map((one) => template(one)), serviceName }).spec,
    selector: {},
    template: { metadata: { labels: { app } } },
  },
})
const tell = (more: Partial<ForesightFacts>, parts = {}) =>
  foreseeDeletion(factsOf(parts, pods, more)).companions.map(({ resource, name, why, others }) =>
    [resource, name, why, ...others].join(' '),
  )

describe('what belongs to a set', () => {
  it('is the Service that it names and those that select its pods', () => {
    const services = [
      service('by-hand'),
      service('web', { app: 'other' }),
      service('read', { app: 'web' }),
      service('none', { app: 'web', tier: 'x' }),
      service('empty', {}),
    ]
    expect(tell({ services }, { serviceName: 'web' })).toEqual([
      'services read selector',
      'services web serviceName',
    ])
  })

  it('says who else is served by it', () => {
    const sets = [another('standby', 'web'), another('db', 'db', [], 'read')]
    const loosePods = [
      { metadata: { ...named('canary-x7'), labels: { app: 'web' } } },
      { metadata: { ...named('job-1'), labels: { app: 'job' } } },
    ]
    expect(tell({ services: [service('read', { app: 'web' })], sets, loosePods })).toEqual([
      'services read selector standby db canary-x7',
    ])
  })

  it('is a budget that selects its pods, and an autoscaler that names it', () => {
    const budget = (name: string, matchLabels: Record<string, string>): PodDisruptionBudget => ({
      metadata: named(name),
      spec: { selector: { matchLabels } },
    })
    const scaler = (name: string, kind: string, target: string): HorizontalPodAutoscaler => ({
      metadata: named(name),
      spec: { maxReplicas: 3, scaleTargetRef: { kind, name: target } },
    })
    expect(
      tell({
        budgets: [budget('web', { app: 'web' }), budget('all', {}), budget('db', { app: 'db' })],
        autoscalers: [
          scaler('web', 'StatefulSet', 'web'),
          scaler('x', 'Deployment', 'web'),
          scaler('db', 'StatefulSet', 'db'),
        ],
        sets: [another('db', 'db')],
      }),
    ).toEqual([
      'horizontalpodautoscalers web scaleTarget',
      'poddisruptionbudgets all selector db',
      'poddisruptionbudgets web selector',
    ])
  })
})

describe('the claims of a set that is deleted', () => {
  const claims = [
    'data-web-10',
    'data-web-2',
    'data-web-0',
    'data-web-00',
    'data-other-0',
    'x-data-web-0',
  ].map((name) => bound(name))
  const told = (sets: ForesightFacts['sets'] = []) => {
    const facts = factsOf({ volumeClaimTemplates: [template()] }, pods, { claims, sets })
    return foreseeDeletion(facts).claims.map(({ name, sharedWith }) => [name, ...sharedWith].join(' '))
  }
  it('are all of its exact names, also beyond the replicas, in numeric order', () => {
    expect(told()).toEqual(['data-web-0', 'data-web-2', 'data-web-10'])
  })
  it('name a set whose claims are called the same', () => {
    const one = factsOf({ metadata: named('b') }, []).set
    const a = {
      ...one,
      spec: { ...one.spec, selector: {}, template: {}, volumeClaimTemplates: [template('data-a')] },
    }
    const other = another('a-b', 'x', ['data'])
    const facts = { ...factsOf({}, []), set: a, sets: [other], claims: [bound('data-a-b-0')] }
    expect(foreseeDeletion(facts).claims).toMatchObject([{ name: 'data-a-b-0', sharedWith: ['a-b'] }])
  })
})

it('says in which order the pods end, what waits, and what the policy of the set would do', () => {
  const unready = [podOf(0, 'unready'), podOf(1, 'unready')]
  const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Retain' }
  const found = foreseeDeletion(factsOf({ replicas: 2, persistentVolumeClaimRetentionPolicy }, unready))
  expect(found.pods.map(({ podName }) => podName)).toEqual(['web-1', 'web-0'])
  expect(found).toMatchObject({ wait: { kind: 'behind' }, whenDeleted: 'Delete', whenScaled: 'Retain' })
})
