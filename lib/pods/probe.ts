import type { Event, Pod } from '../kubernetes/types.ts'

type Container = NonNullable<Pod['spec']>['containers'][number]
type Probe = NonNullable<Container['livenessProbe']>

export interface ProbeView {
  readonly kind: 'liveness' | 'readiness' | 'startup'
  /** What is asked: `GET http://:8080/healthz`, `TCP :5432`, a command, `gRPC :9000`. */
  readonly asks: string
  /** All in seconds but the thresholds. Defaults: core/v1 Probe. */
  readonly delay: number
  readonly period: number
  readonly timeout: number
  readonly failures: number
  readonly successes: number
  /** What the kubelet said when it failed last; null when it has not, or when that is forgotten. */
  readonly failure: { readonly message: string; readonly at: string; readonly count: number } | null
}

const kinds = [
  ['startup', 'startupProbe'],
  ['readiness', 'readinessProbe'],
  ['liveness', 'livenessProbe'],
] as const

export function toProbes(container: Container, events: readonly Event[]): ProbeView[] {
  return kinds.flatMap(([kind, key]) => {
    const probe = container[key]
    if (probe === undefined) return []
    return [
      {
        kind,
        asks: toAsks(probe),
        delay: probe.initialDelaySeconds ?? 0,
        period: probe.periodSeconds ?? 10,
        timeout: probe.timeoutSeconds ?? 1,
        failures: probe.failureThreshold ?? 3,
        successes: probe.successThreshold ?? 1,
        failure: lastFailure(kind, container.name, events),
      },
    ]
  })
}

function toAsks({ httpGet, tcpSocket, exec, grpc }: Probe): string {
  if (httpGet !== undefined) {
    const { scheme = 'HTTP', host = '', port, path = '/' } = httpGet
    return `GET ${scheme.toLowerCase()}://${host}:${String(port)}${path}`
  }
  if (tcpSocket !== undefined) return `TCP ${tcpSocket.host ?? ''}:${String(tcpSocket.port)}`
  if (grpc !== undefined) return `gRPC :${grpc.port}${grpc.service ? ` ${grpc.service}` : ''}`
  return exec?.command?.join(' ') ?? ''
}

/** The kubelet tells of failures in events alone, and of which container in the field path (pkg/kubelet/prober). */
function lastFailure(kind: string, container: string, events: readonly Event[]): ProbeView['failure'] {
  const found = events
    .filter(({ reason, message = '', involvedObject: { fieldPath } }) => {
      const isOther = fieldPath !== undefined && !fieldPath.endsWith(`{${container}}`)
      return reason === 'Unhealthy' && !isOther && message.toLowerCase().startsWith(`${kind} probe`)
    })
    .sort((a, b) => timeOf(b).localeCompare(timeOf(a)))[0]
  if (found === undefined) return null
  return { message: found.message ?? '', at: timeOf(found), count: found.series?.count ?? found.count ?? 1 }
}

function timeOf({ series, lastTimestamp, eventTime, metadata }: Event): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? ''
}
