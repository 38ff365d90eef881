import { describe, expect, it } from 'vitest'
import { blankText } from '@/lib/manifests/blank'
import { parseManifests } from '@/lib/manifests/parse'
import { partsOf } from '@/lib/manifests/roles'
import { stepOf } from './steps.ts'

const parsed = parseManifests(blankText)
const parts = partsOf(parsed.ok ? parsed.manifests : [])

describe('a complaint is mended in the step that shows its field', () => {
  it.each([
    [1, 'metadata.name', 'basics'],
    [1, 'spec.replicas', 'basics'],
    [1, 'metadata.labels[app.kubernetes.io/name]', 'labels'],
    [1, 'spec.template.metadata.labels', 'labels'],
    [1, 'spec.template.spec.containers[0].image', 'pods'],
    [1, 'spec.template.spec.containers[1].volumeMounts[0].mountPath', 'volumes'],
    [1, 'spec.volumeClaimTemplates[0].spec.resources.requests[storage]', 'volumes'],
    [1, 'spec.template.spec.nodeSelector[a.b/c]', 'nodes'],
    [1, 'spec.serviceName', 'service'],
    [0, 'spec.ports[0].port', 'service'],
    [1, 'manifest', 'review'],
    [7, 'metadata.name', 'review'],
  ] as const)('document %i, %s: %s', (document, path, step) => {
    expect(stepOf({ path, code: 'any', document }, parts)).toBe(step)
  })
})
