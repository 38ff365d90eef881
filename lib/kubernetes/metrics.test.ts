import { describe, expect, it } from 'vitest'
import type { ObjectName } from '../names.ts'
import { readUsage } from './metrics.ts'
import { answer, failure, type Handler, namespace, Wire } from './testing.ts'

const wire = Wire.forTests()
const pod = 'web-0' as ObjectName
const metrics = {
  kind: 'PodMetrics',
  apiVersion: 'metrics.k8s.io/v1beta1',
  metadata: { name: 'web-0', namespace: 'team-a' },
  timestamp: '2026-01-01T00:00:00Z',
  window: '15s',
  containers: [{ name: 'main', usage: { cpu: '12345678n', memory: '20480Ki' } }],
}

describe('what a pod uses', () => {
  it('is asked from the metrics API', async () => {
    wire.handle = answer(200, metrics)
    expect(await readUsage(wire.cluster, namespace, pod)).toEqual({
      at: '2026-01-01T00:00:00Z',
      containers: { main: { cpu: '12345678n', memory: '20480Ki' } },
    })
    expect(wire.recorded).toEqual(['GET /apis/metrics.k8s.io/v1beta1/namespaces/team-a/pods/web-0'])
  })

  it.each<[string, Handler]>([
    ['there is no such API', answer(404, { reason: 'NotFound' })],
    ['nothing was measured yet', answer(404, { reason: 'NotFound', details: { kind: 'pods' } })],
    ['the API has no server', answer(503, { reason: 'ServiceUnavailable' })],
    ['Ordinal may not ask', answer(403, { reason: 'Forbidden' })],
    ['the answer is nonsense', (_request, response) => response.end('<html>')],
  ])('is not known where %s', async (_name, handler) => {
    wire.handle = handler
    expect(await readUsage(wire.cluster, namespace, pod)).toBeNull()
  })

  it('is a trouble where the cluster asks to slow down', async () => {
    wire.handle = answer(429, {})
    expect(await failure(readUsage(wire.cluster, namespace, pod))).toMatchObject({
      code: 'cluster_throttled',
    })
  })

  it('asks for no other path', async () => {
    for (const name of ['', '..', 'a/b', 'A'])
      expect(await failure(readUsage(wire.cluster, namespace, name as ObjectName))).toMatchObject({
        code: 'invalid',
      })
    expect(wire.recorded).toEqual([])
  })
})
