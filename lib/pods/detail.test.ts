import { describe, expect, it } from 'vitest'
import type { Event, Pod } from '../kubernetes/types.ts'
import { toPodDetail } from './detail.ts'

const pod = {
  metadata: { name: 'web-0', namespace: 'team', uid: 'now', resourceVersion: '1' },
  spec: {
    initContainers: [{ name: 'prepare' }, { name: 'proxy', restartPolicy: 'Always' }],
    containers: [
      {
        name: 'main',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
          { name: 'C', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } },
          { name: 'D', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
          { name: 'E', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
          { name: 'F' },
        ],
        livenessProbe: { httpGet: { port: 'http', path: '/healthz', scheme: 'HTTPS' }, periodSeconds: 5 },
        readinessProbe: { tcpSocket: { port: 5432 } },
        startupProbe: { grpc: { port: 9000, service: 'ready' } },
        ports: [
          { name: 'http', containerPort: 80 },
          { containerPort: 53, protocol: 'UDP' },
        ],
      },
    ],
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } },
      { name: 'token', projected: {} },
      { name: 'tmp', emptyDir: {} },
    ],
  },
  status: {
    containerStatuses: [
      {
        ...{ name: 'main', image: 'i', imageID: 'd', ready: true, restartCount: 2 },
        state: { running: { startedAt: '2026-01-01T00:00:05Z' } },
        lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-01-01T00:00:04Z' } },
      },
    ],
  },
} as unknown as Pod

const event = (message: string, uid = 'now', more: object = {}) =>
  ({
    metadata: { name: message, uid: message, resourceVersion: '1' },
    involvedObject: { uid, fieldPath: 'spec.containers{main}' },
    ...{ type: 'Warning', reason: 'Unhealthy', message, lastTimestamp: '2026-01-01T00:01:00Z', ...more },
  }) as unknown as Event

describe('a pod as its page shows it', () => {
  const { containers, volumes, events } = toPodDetail(
    pod,
    [
      event('Readiness probe failed: no quorum', 'now', { count: 7 }),
      event('Readiness probe failed: former pod', 'before'),
      event('Liveness probe failed: sidecar', 'now', {
        involvedObject: { uid: 'now', fieldPath: 'spec.containers{proxy}' },
      }),
    ],
    [],
  )
  const main = containers[2]

  it('has its containers in the order in which they start', () => {
    expect(containers.map(({ name, kind }) => [name, kind])).toEqual([
      ['prepare', 'init'],
      ['proxy', 'sidecar'],
      ['main', 'main'],
    ])
  })

  it('says where variables come from, and never what a Secret holds', () => {
    expect(main?.env.map(({ value, from }) => value ?? `${from?.kind} ${from?.of}`)).toEqual([
      '1',
      'secret s/k',
      'configMap c/k',
      'field status.podIP',
      'resource limits.cpu',
      '',
    ])
  })

  it('says what probes ask, and when they failed last', () => {
    expect(main?.probes.map(({ kind, asks, period }) => [kind, asks, period])).toEqual([
      ['startup', 'gRPC :9000 ready', 10],
      ['readiness', 'TCP :5432', 10],
      ['liveness', 'GET https://:http/healthz', 5],
    ])
    expect(main?.probes.map(({ failure }) => failure?.message ?? null)).toEqual([
      null,
      'Readiness probe failed: no quorum',
      null,
    ])
    expect(main?.probes[1]?.failure?.count).toBe(7)
  })

  it('says how it ended before', () => {
    expect(main?.ending).toMatchObject({ word: 'outOfMemory', exitCode: 137 })
    expect(main).toMatchObject({ state: 'running', restarts: 2, ports: ['http 80/TCP', '53/UDP'] })
  })

  it('says what volumes are of, and leaves out events of a former pod', () => {
    expect(volumes.map(({ kind, of }) => [kind, of])).toEqual([
      ['claim', 'data-web-0'],
      ['projected', ''],
      ['emptyDir', ''],
    ])
    expect(events.map(({ message }) => message)).not.toContain('Readiness probe failed: former pod')
  })
})
