import { describe, expect, it } from 'vitest'
import { parseManifests } from '@/lib/manifests/parse'
import { partsOf } from '@/lib/manifests/roles'
import type { Preflight, ServiceFact } from '@/lib/statefulsets/create/preflight-facts'
import { doubtsOf } from './doubts.ts'

const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  replicas: 3
  serviceName: web
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, ports: [{ containerPort: 80, hostPort: 8080 }] }] }
  volumeClaimTemplates:
    - spec: { storageClassName: fast }
    - spec: {}
`
const service = '---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { clusterIP: None }\n'

function codes(yaml: string, told: Preflight, name = 'web'): string[] {
  const parsed = parseManifests(yaml)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors))
  return doubtsOf(partsOf(parsed.manifests), { name, told }).map(
    ({ at, code, detail }) => `${at.join('.')} ${code} ${detail}`,
  )
}

const fact = (name: string, selector: Record<string, string>): { services: { value: ServiceFact[] } } => ({
  services: { value: [{ name, isHeadless: true, selector, ports: [] }] },
})

describe('what the cluster says against a field', () => {
  it.each([
    ['a name that is taken', text, { taken: { value: true } }, ['set.metadata.name taken web']],
    ['one that is free', text, { taken: { value: false } }, []],
    [
      'a storage class that it has not',
      text,
      { classes: { value: [] } },
      ['set.spec.volumeClaimTemplates.0.spec.storageClassName classUnknown fast'],
    ],
    ['a Service that is to be there, and is', text, fact('web', { app: 'web' }), []],
    ['that is not', text, fact('db', { app: 'web' }), ['set.spec.serviceName serviceMissing web']],
    [
      'that selects other pods',
      text,
      fact('web', { app: 'db' }),
      ['set.spec.serviceName serviceElsewhere app=db'],
    ],
    ['or none', text, fact('web', {}), ['set.spec.serviceName serviceElsewhere –']],
    ['a Service that is to be made', text + service, fact('db', {}), []],
    [
      'and is there already',
      text + service,
      fact('web', { app: 'web' }),
      ['service.metadata.name serviceExists web'],
    ],
    [
      'and is there for other pods',
      text + service,
      fact('web', { app: 'db', tier: 'a' }),
      ['service.metadata.name serviceElsewhere app=db, tier=a'],
    ],
    [
      'a port of the node, of which there are too few',
      text,
      { nodes: { value: { schedulable: 4, matching: 2 } } },
      ['set.spec.template.spec.containers.0.ports.0.hostPort hostPort 2'],
    ],
    [
      'a port of the node, of which there are enough',
      text,
      { nodes: { value: { schedulable: 3, matching: 3 } } },
      [],
    ],
  ] as [string, string, Preflight, string[]][])('%s', (_name, yaml, told, expected) => {
    expect(codes(yaml, told)).toEqual(expected)
  })

  it('of a name that is another by now is nothing', () => {
    expect(codes(text, { taken: { value: true } }, 'we')).toEqual([])
  })

  it('is nothing where it could not be read', () => {
    const reason = { value: null, reason: 'cluster_forbidden' } as const
    expect(codes(text, { taken: reason, classes: reason, services: reason, nodes: reason })).toEqual([])
  })
})
