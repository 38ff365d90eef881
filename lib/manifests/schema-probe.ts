import { minLength, nullish, refine } from 'zod/mini'
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
  path: nullish(text()),
  port: portReference(),
  host: nullish(text()),
  scheme: nullish(choice('HTTP', 'HTTPS')),
  httpHeaders: nullish(
    list(
      group({ name: ruled((name) => /^[-A-Za-z0-9]+$/.test(name), 'header_name'), value: nullish(text()) }),
    ),
  ),
})
const tcpSocket = group({ port: portReference(), host: nullish(text()) })
const exec = group({ command: list(text()).check(minLength(1, 'required')) })
const grpc = group({ port: port(), service: nullish(text()) })
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
    httpGet: nullish(httpGet),
    tcpSocket: nullish(tcpSocket),
    exec: nullish(exec),
    grpc: nullish(grpc),
    initialDelaySeconds: nullish(whole()),
    timeoutSeconds: nullish(whole()),
    periodSeconds: nullish(whole()),
    failureThreshold: nullish(whole()),
    // Zero is filled in as one.
    successThreshold: kind === 'readiness' ? nullish(whole()) : nullish(whole(0, 1)),
    terminationGracePeriodSeconds: kind === 'readiness' ? judged(() => 'probe_grace') : nullish(whole(1)),
  }).check(refine((value) => probeHandlerOf(value) !== null, 'probe_handler'))
}

const hook = group({
  httpGet: nullish(httpGet),
  tcpSocket: nullish(tcpSocket),
  exec: nullish(exec),
  sleep: nullish(sleep),
}).check(refine((value) => presentOf(value, hookHandlers).length === 1, 'hook_handler'))

/** What a container does while it runs; an init container has these only as a sidecar. */
export const livingShape = {
  livenessProbe: nullish(probe('liveness')),
  readinessProbe: nullish(probe('readiness')),
  startupProbe: nullish(probe('startup')),
  lifecycle: nullish(
    group({
      postStart: nullish(hook),
      preStop: nullish(hook),
      stopSignal: nullish(filled()),
    }),
  ),
}
