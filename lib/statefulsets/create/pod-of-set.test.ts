import { describe, expect, it } from 'vitest'
import { podOfSet } from './pod-of-set.ts'

const set = {
  metadata: { name: 'web' },
  spec: {
    serviceName: 'peers',
    ordinals: { start: 5 },
    template: {
      metadata: { labels: { app: 'web' }, annotations: { a: 'b' } },
      spec: {
        containers: [{ name: 'main' }],
        volumes: [
          { name: 'tmp', emptyDir: {} },
          { name: 'data', emptyDir: {} },
        ],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' } }, { metadata: { name: 'logs' } }],
  },
}

describe('the first pod of a set', () => {
  it('is the one that the controller makes', () => {
    expect(podOfSet(set)?.pod).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'web-5',
        labels: {
          app: 'web',
          'statefulset.kubernetes.io/pod-name': 'web-5',
          'apps.kubernetes.io/pod-index': '5',
          'controller-revision-hash': 'web-0000000000',
        },
        annotations: { a: 'b' },
      },
      spec: {
        containers: [{ name: 'main' }],
        hostname: 'web-5',
        subdomain: 'peers',
        volumes: [
          { name: 'tmp', emptyDir: {} },
          { name: 'data', persistentVolumeClaim: { claimName: 'data-web-5' } },
          { name: 'logs', persistentVolumeClaim: { claimName: 'logs-web-5' } },
        ],
      },
    })
  })

  it.each([
    ['spec.containers[0].image', 'spec.template.spec.containers[0].image'],
    ['metadata.labels', 'spec.template.metadata.labels'],
    ['metadata.name', 'metadata.name'],
    ['spec.hostname', 'metadata.name'],
    ['spec.subdomain', 'spec.serviceName'],
    ['spec.volumes[0].emptyDir', 'spec.template.spec.volumes[0].emptyDir'],
    ['spec.volumes[2].name', 'spec.volumeClaimTemplates[1].metadata.name'],
    ['', 'spec.template.spec'],
  ])('calls %j in the set %s', (path, expected) => {
    expect(podOfSet(set)?.toSetPath(path)).toBe(expected)
  })

  it.each([{}, { spec: null }, { spec: { template: [] } }, { spec: { template: { spec: 'x' } } }])(
    'is none without a template: %j',
    (odd) => expect(podOfSet(odd)).toBeNull(),
  )
})
