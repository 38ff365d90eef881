interface SetParts {
  readonly replicas?: number
  readonly image?: string
  readonly command?: string
  /** Fields of the one container. */
  readonly container?: object
  /** Fields of the pod's spec. */
  readonly pod?: object
  /** Fields of the set's spec. */
  readonly spec?: object
  readonly metadata?: object
}

/** A set of busybox pods as JSON, which kubectl takes as YAML. */
export function statefulSet(name: string, parts: SetParts = {}): string {
  const { replicas = 1, image = 'busybox:1.36', command = 'exec sleep 100000' } = parts
  const labels = { app: name }
  const container = { name: 'main', image, command: ['sh', '-c', command], ...parts.container }
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels, ...parts.metadata },
    spec: {
      serviceName: '',
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 1, containers: [container], ...parts.pod },
      },
      ...parts.spec,
    },
  })
}

export const claim = (storageClassName: string) => ({
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Mi' } } },
    },
  ],
})
const partition = (value: number) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: value } },
})

/** Sets as they are first made, by the trouble that each gets into. */
export const firstManifests = [
  statefulSet('healthy', { replicas: 2 }),
  statefulSet('bad-image', { replicas: 2, image: 'registry.invalid/nope:1' }),
  statefulSet('crash-loop', { command: 'echo broken; exit 3' }),
  statefulSet('out-of-memory', {
    command: 'x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done',
    container: { resources: { limits: { memory: '24Mi' } } },
  }),
  statefulSet('unready', {
    container: {
      readinessProbe: {
        exec: { command: ['sh', '-c', 'echo no quorum; exit 1'] },
        periodSeconds: 1,
        failureThreshold: 2,
      },
    },
  }),
  statefulSet('unschedulable', { pod: { nodeSelector: { disk: 'nowhere' } } }),
  statefulSet('pending-claim', {
    spec: claim('no-such-class'),
    container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  }),
  statefulSet('canary', { replicas: 3, spec: partition(2) }),
  statefulSet('by-hand', { replicas: 2, spec: { updateStrategy: { type: 'OnDelete' } } }),
  // A first process without a handler does not hear SIGTERM: its pod takes its whole grace period to end.
  statefulSet('scaling', { replicas: 2, pod: { terminationGracePeriodSeconds: 600 } }),
  statefulSet('stopped', { replicas: 0 }),
  statefulSet('trapped', { replicas: 2 }),
].join('\n---\n')

/** What is changed once those are up. */
export const laterManifests = [
  statefulSet('canary', { replicas: 3, image: 'busybox:1.37', spec: partition(2) }),
  statefulSet('by-hand', {
    replicas: 2,
    image: 'busybox:1.37',
    spec: { updateStrategy: { type: 'OnDelete' } },
  }),
  statefulSet('scaling', { replicas: 1, pod: { terminationGracePeriodSeconds: 600 } }),
  statefulSet('trapped', { replicas: 2, image: 'registry.invalid/nope:2' }),
].join('\n---\n')

/** The mended template that Kubernetes does not bring to the broken pod by itself. */
export const mendedManifest = statefulSet('trapped', { replicas: 2, image: 'busybox:1.37' })

export const quotaManifests = [
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'pods' },
    spec: { hard: { pods: '1' } },
  }),
  statefulSet('over-quota', { replicas: 2 }),
].join('\n---\n')
