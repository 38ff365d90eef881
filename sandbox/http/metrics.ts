import { toBytes } from '../../lib/manifests/quantity.ts'
import { requireAccess, type User } from '../api/access.ts'
import { noSuchPath } from '../api/status.ts'
import { behaviourOf, type Container, type Pod } from '../pods/behaviours.ts'
import type { Context } from './context.ts'

const apiVersion = 'metrics.k8s.io/v1beta1'
const windowSeconds = 15
const hourMs = 3_600_000

/** What pods use, as metrics-server says it: up and down within the hour, and always the same for the same moment. */
export function metrics(sandbox: Context, user: User, path: string): object {
  const [, namespace, name] =
    /^\/apis\/metrics\.k8s\.io\/v1beta1(?:\/namespaces\/([^/]+))?\/pods(?:\/([^/]+))?$/.exec(path) ?? []
  if (!path.includes('/pods')) throw noSuchPath()
  const verb = name === undefined ? 'list' : 'get'
  requireAccess(user, { verb, group: 'metrics.k8s.io', resource: 'pods', namespace, name })
  const { api } = sandbox
  if (name !== undefined) return podMetrics(api.get('pods', namespace, name), api.clock.now())
  const running = api.store.list('pods', namespace).filter(({ status }) => status?.phase === 'Running')
  const items = running.map((pod) => podMetrics(pod, api.clock.now()))
  return { kind: 'PodMetricsList', apiVersion, metadata: {}, items }
}

function podMetrics(pod: Pod, now: number): object {
  const { name, namespace, labels, creationTimestamp } = pod.metadata
  const containers = (pod.spec?.containers ?? []).map((container) => ({
    name: container.name,
    usage: usageOf(pod, container, now),
  }))
  const timestamp = new Date(Math.floor(now / 1000 / windowSeconds) * windowSeconds * 1000).toISOString()
  const metadata = { name, namespace, labels, creationTimestamp }
  return { kind: 'PodMetrics', apiVersion, metadata, timestamp, window: `${windowSeconds}s`, containers }
}

function usageOf(
  pod: Pod,
  container: Container,
  now: number,
): { readonly cpu: string; readonly memory: string } {
  const { resources, name } = container
  const limit = toBytes(resources?.limits?.memory ?? resources?.requests?.memory ?? '256Mi')
  const { ending } = behaviourOf(pod, container)
  const started = Date.parse(
    pod.status?.containerStatuses?.find((one) => one.name === name)?.state?.running?.startedAt ?? '',
  )
  const share =
    ending?.reason === 'OOMKilled'
      ? Math.min(1, (now - started) / ending.afterMs)
      : 0.45 + 0.15 * wave(pod, now)
  const cpu = Math.round(40 + 35 * wave(pod, now + hourMs / 3))
  return { cpu: `${cpu}m`, memory: `${Math.round((limit * (Number.isNaN(share) ? 0.1 : share)) / 1024)}Ki` }
}

/** Between -1 and 1. */
function wave({ metadata }: Pod, now: number): number {
  const phase = Number.parseInt(metadata.uid.slice(0, 6), 16)
  return Math.sin((now / hourMs) * 2 * Math.PI + phase)
}
