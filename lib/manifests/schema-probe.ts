import { presentOf } from './read.ts'
import {
  choice,
  filled,
  group,
  judged,
  list,
  port,
  portReference,
  ruled,
  text,
  whole,
} from './schema-values.ts'

const httpGet = group({
  path: text().nullish(),
  port: portReference(),
  host: text().nullish(),
  scheme: choice('HTTP', 'HTTPS').nullish(),
  httpHeaders: list(
    group({ name: ruled((name) => /^[-A-Za-z0-9]+$/.test(name), 'header_name'), value: text().nullish() }),
  ).nullish(),
})
const tcpSocket = group({ port: portReference(), host: text().nullish() })
const exec = group({ command: list(text()).min(1, 'required') })
const grpc = group({ port: port(), service: text().nullish() })
const sleep = group({ seconds: whole() })

const probeHandlers = ['httpGet', 'tcpSocket', 'exec', 'grpc'] as const
const hookHandlers = ['httpGet', 'tcpSocket', 'exec', 'sleep'] as const
export type ProbeHandler = (typeof probeHandlers)[number]

/** The tag of a probe as a union; null when it has no handler, or several. */
export function probeHandlerOf(probe: unknown): ProbeHandler | null {
  const [first, ...more] = presentOf(probe, probeHandlers)
  return more.length > 0 ? null : (probeHandlers.find((handler) => handler === first) ?? null)
}

/** Rules: core/validation's validateProbe and those of each kind. */
function probe(kind: 'liveness' | 'readiness' | 'startup') {
  return group({
    httpGet: httpGet.nullish(),
    tcpSocket: tcpSocket.nullish(),
    exec: exec.nullish(),
    grpc: grpc.nullish(),
    initialDelaySeconds: whole().nullish(),
    timeoutSeconds: whole().nullish(),
    periodSeconds: whole().nullish(),
    failureThreshold: whole().nullish(),
    // Zero is filled in as one.
    successThreshold: kind === 'readiness' ? whole().nullish() : whole(0, 1).nullish(),
    terminationGracePeriodSeconds: kind === 'readiness' ? judged(() => 'probe_grace') : whole(1).nullish(),
  }).refine((value) => probeHandlerOf(value) !== null, 'probe_handler')
}

const hook = group({
  httpGet: httpGet.nullish(),
  tcpSocket: tcpSocket.nullish(),
  exec: exec.nullish(),
  sleep: sleep.nullish(),
}).refine((value) => presentOf(value, hookHandlers).length === 1, 'hook_handler')

/** What a container does while it runs; an init container has these only as a sidecar. */
export const livingShape = {
  livenessProbe: probe('liveness').nullish(),
  readinessProbe: probe('readiness').nullish(),
  startupProbe: probe('startup').nullish(),
  lifecycle: group({
    postStart: hook.nullish(),
    preStop: hook.nullish(),
    stopSignal: filled().nullish(),
  }).nullish(),
}
