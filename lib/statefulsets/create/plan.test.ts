import { describe, expect, it } from 'vitest'
import { isAppError } from '../../errors.ts'
import { parseManifests } from '../../manifests/parse.ts'
import { defaultPolicy } from '../../manifests/policy.ts'
import { answered, planCreate } from './plan.ts'

const set = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: busybox:1.36 }] }
`
const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None }\n'
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n'

function plan(text: string) {
  const parsed = parseManifests(text)
  if (!parsed.ok) throw new Error('not parsed')
  return planCreate(parsed.manifests, { namespace: 'team-a', policy: defaultPolicy })
}

describe('a plan to create', () => {
  it('has the set, and what stands beside it in the order in which it is made', () => {
    const { set: planned, companions } = plan([set, service, config].join('---\n'))
    expect(planned.resource).toBe('statefulsets')
    expect(companions.map(({ resource }) => resource)).toEqual(['configmaps', 'services'])
  })

  it.each([
    ['without a set', service],
    ['with a Secret', `${set}---\napiVersion: v1\nkind: Secret\nmetadata: { name: a }\n`],
    ['with one fault', set.replace('name: web', 'name: Web')],
  ])('%s is refused as a whole', (_name, text) => {
    expect(() => plan(text)).toThrow(expect.toSatisfy((error: unknown) => isAppError(error, 'invalid')))
  })
})

describe('a complaint of the API server', () => {
  const withVolumes = `${set.replace('containers:', 'volumes: [{ name: tmp, emptyDir: {} }], containers:')}  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`
  it.each([
    ['spec.template.spec.volumes[1].name', 'spec.template.spec.volumes[0].name'],
    ['spec.template.spec.volumes[0].name', 'spec.volumeClaimTemplates[0].metadata.name'],
    ['spec.replicas', 'spec.replicas'],
  ])('at %s is one at %s', (path, own) => {
    const answer = answered(plan(withVolumes).set, { path, code: 'any' })
    expect(answer).toMatchObject({ path: own, document: 0 })
  })

  it('about an item of a List has its place in the List', () => {
    const items = set.split('\n').join('\n    ')
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${items}`
    const answer = answered(plan(list).set, { path: 'spec.selector', code: 'any' })
    expect(answer).toMatchObject({ path: 'items[0].spec.selector', line: 8 })
  })
})
