import { describe, expect, it } from 'vitest'
import {
  ago,
  claim,
  condition,
  container,
  crashed,
  ended,
  event,
  type Facts,
  pod,
  probe,
  running,
  tell,
  troubled,
  unhealthy,
  unready,
  waiting,
  withThird,
} from './state.testing.ts'

const pending = (seconds: number, conditions: object[], more = {}) =>
  pod('web-2', {
    node: '',
    metadata: { creationTimestamp: ago(seconds) },
    status: { phase: 'Pending', conditions: conditions as never },
    ...more,
  })
const unscheduled = (message: string, reason = 'Unschedulable') =>
  pending(60, [condition('PodScheduled', 'False', 60, reason, message)])
const restarted = (code: number, reason: string) =>
  container(running, { restartCount: 1, lastState: { terminated: ended(code, reason) } })

/** The rows of kubernetes.io/docs/tasks/debug/debug-application, by the signals that each leaves. */
describe('why an ordinal is not ready', () => {
  it.each<[string, Facts, string]>([
    [
      '1 no node fits',
      withThird(unscheduled('0/3 nodes are available: 3 Insufficient memory.')),
      'stuck unschedulable web-2',
    ],
    ['1 a scheduling gate', withThird(unscheduled('', 'SchedulingGated')), 'updating gated web-2'],
    [
      '2 a claim that the provisioner cannot serve',
      withThird(unscheduled('pod has unbound immediate PersistentVolumeClaims'), {
        claims: [claim('data-web-2', 'Pending')],
        events: [event('PersistentVolumeClaim', 'data-web-2', 'ProvisioningFailed', 'no space left in pool')],
      }),
      'stuck claimPending web-2',
    ],
    [
      '2 a claim that waits for its first consumer is not the cause',
      withThird(unscheduled('0/3 nodes are available: 3 Insufficient cpu.'), {
        claims: [claim('data-web-2', 'Pending')],
      }),
      'stuck unschedulable web-2',
    ],
    [
      '3 no default class',
      withThird(unscheduled('unbound'), {
        claims: [claim('data-web-2', 'Pending', { spec: {} })],
        classes: { names: new Set(['fast']), hasDefault: false },
      }),
      'stuck noDefaultClass web-2',
    ],
    [
      '3 a class that is not there',
      withThird(unscheduled('unbound'), {
        claims: [claim('data-web-2', 'Pending', { spec: { storageClassName: 'gold' } })],
      }),
      'stuck classMissing web-2',
    ],
    [
      '3 no class wanted ("") is not a class that is missing',
      withThird(unscheduled('0/1 nodes'), {
        claims: [claim('data-web-2', 'Pending', { spec: { storageClassName: '' } })],
      }),
      'stuck unschedulable web-2',
    ],
    [
      '4 the disk behind a claim is gone',
      withThird(unscheduled('persistentvolumeclaim "data-web-2" bound to non-existent volume'), {
        claims: [claim('data-web-2', 'Lost')],
      }),
      'stuck claimLost web-2',
    ],
    [
      '5 a volume held by another node',
      withThird(troubled('web-2', 300, container(waiting('ContainerCreating'))), {
        events: [event('Pod', 'web-2', 'FailedAttachVolume', 'Multi-Attach error for volume "pvc-1"')],
      }),
      'stuck mount web-2',
    ],
    [
      '6 ErrImagePull',
      withThird(troubled('web-2', 5, container(waiting('ErrImagePull', 'not found')))),
      'stuck image web-2',
    ],
    [
      '6 ImagePullBackOff',
      withThird(troubled('web-2', 60, container(waiting('ImagePullBackOff')))),
      'stuck image web-2',
    ],
    [
      '6 InvalidImageName',
      withThird(troubled('web-2', 5, container(waiting('InvalidImageName')))),
      'stuck image web-2',
    ],
    [
      '7 a Secret that is missing',
      withThird(
        troubled('web-2', 5, container(waiting('CreateContainerConfigError', 'secret "s" not found'))),
      ),
      'stuck config web-2',
    ],
    [
      '7 a command that is not there',
      withThird(troubled('web-2', 5, container(waiting('RunContainerError', 'exec: "x": not found')))),
      'stuck start web-2',
    ],
    ['8 a crash loop', withThird(troubled('web-2', 300, crashed(1, 'Error'))), 'stuck crash web-2'],
    [
      '8 a crash, before the kubelet tries again',
      withThird(troubled('web-2', 9, container({ terminated: ended(1, 'Error') }))),
      'stuck crash web-2',
    ],
    [
      '8 up again after a crash, and not ready',
      withThird(troubled('web-2', 9, restarted(1, 'Error'))),
      'stuck crash web-2',
    ],
    [
      '9 killed at the memory limit',
      withThird(troubled('web-2', 300, crashed(137, 'OOMKilled'))),
      'stuck outOfMemory web-2',
    ],
    [
      '9 exit code 137 alone is only a SIGKILL',
      withThird(troubled('web-2', 300, crashed(137, 'Error'))),
      'stuck crash web-2',
    ],
    [
      '9 evicted: a new one comes',
      withThird(pod('web-2', { status: { phase: 'Failed', reason: 'Evicted', conditions: [unready(5)] } })),
      'updating evicted web-2',
    ],
    [
      '10 a readiness probe that fails longer than it may',
      withThird(
        troubled('web-2', 60, container(running, { started: true }), {
          container: { readinessProbe: probe },
        }),
        { events: [unhealthy('Readiness probe failed: HTTP 503')] },
      ),
      'stuck unready web-2',
    ],
    [
      '10 a readiness probe within its tries',
      withThird(
        troubled('web-2', 20, container({ running: { startedAt: ago(20) } }, { started: true }), {
          container: { readinessProbe: probe },
        }),
      ),
      'updating unready web-2',
    ],
    [
      '10b a startup probe within its budget',
      withThird(
        troubled('web-2', 20, container({ running: { startedAt: ago(20) } }, { started: false }), {
          container: { startupProbe: { periodSeconds: 10, failureThreshold: 30 } },
        }),
      ),
      'updating startingUp web-2',
    ],
    [
      '10b killed by its liveness probe',
      withThird(troubled('web-2', 60, crashed(137, 'Error')), {
        events: [unhealthy('Liveness probe failed: timeout')],
      }),
      'stuck probeKills web-2',
    ],
    [
      '10c a readiness gate',
      withThird(
        pod('web-2', { status: { phase: 'Running', conditions: [unready(60, 'ReadinessGatesNotReady')] } }),
      ),
      'updating readinessGate web-2',
    ],
    [
      '11 an init container at work',
      withThird(
        troubled('web-2', 60, container(waiting('PodInitializing')), {
          initContainers: [{ name: 'migrate' }],
          status: { initContainerStatuses: [{ ...container(running), name: 'migrate' }] },
        }),
      ),
      'updating initRunning web-2',
    ],
    [
      '11 an init container that crashes',
      withThird(
        troubled('web-2', 60, container(waiting('PodInitializing')), {
          initContainers: [{ name: 'migrate' }],
          status: { initContainerStatuses: [{ ...crashed(2, 'Error'), name: 'migrate' }] },
        }),
      ),
      'stuck crash web-2',
    ],
    [
      '11 a sidecar that has started is passed over',
      withThird(
        troubled('web-2', 5, container(waiting('ErrImagePull')), {
          initContainers: [{ name: 'proxy', restartPolicy: 'Always' }],
          status: { initContainerStatuses: [{ ...container(running, { started: true }), name: 'proxy' }] },
        }),
      ),
      'stuck image web-2',
    ],
    [
      'a pod that is being made',
      withThird(troubled('web-2', 20, container(waiting('ContainerCreating')))),
      'updating starting web-2',
    ],
    ['a pod that nobody has scheduled yet', withThird(pending(1, [])), 'updating starting web-2'],
  ])('%s', (_name, facts, expected) => {
    expect(tell(facts)).toBe(expected)
  })
})
