import { behaviourMark } from '../pods/behaviours.ts'

export interface Example {
  readonly namespace: string
  readonly name: string
  readonly image: string
  readonly replicas: number
  readonly description: string
  readonly port: number
  /** One of those in pods/behaviours.ts. */
  readonly behaviour?: string
  /** A claim for each pod, of this size, and where it is mounted. */
  readonly disk?: { readonly storage: string; readonly mountPath: string; readonly className?: string }
  readonly memory?: string
  readonly spec?: object
  readonly container?: object
}

/** A set as people make them: a headless Service, labels, a probe, requests and limits. */
export function setOf(example: Example): object {
  const { namespace, name, image, replicas, description, port, behaviour, disk, memory = '512Mi' } = example
  const labels = { 'app.kubernetes.io/name': name }
  const resources = { requests: { cpu: '100m', memory }, limits: { memory } }
  const container = {
    name: 'main',
    image,
    ports: [{ name: 'client', containerPort: port }],
    readinessProbe: { tcpSocket: { port: 'client' }, periodSeconds: 5 },
    resources,
    ...(disk === undefined ? {} : { volumeMounts: [{ name: 'data', mountPath: disk.mountPath }] }),
    ...example.container,
  }
  const annotations = behaviour === undefined ? {} : { [behaviourMark]: behaviour }
  return {
    metadata: { namespace, name, labels, annotations: { 'ordinal.io/description': description } },
    spec: {
      serviceName: name,
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { terminationGracePeriodSeconds: 10, containers: [container] },
      },
      ...(disk === undefined ? {} : { volumeClaimTemplates: [claimOf(disk)] }),
      ...example.spec,
    },
  }
}

function claimOf({ storage, className }: NonNullable<Example['disk']>): object {
  const named = className === undefined ? {} : { storageClassName: className }
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...named }
  return { metadata: { name: 'data' }, spec }
}

export function serviceOf({ namespace, name, port }: Example): object {
  const selector = { 'app.kubernetes.io/name': name }
  const spec = {
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    selector,
    ports: [{ name: 'client', port }],
  }
  return { metadata: { namespace, name }, spec }
}

export function budgetOf({ namespace, name }: Example, minAvailable: number): object {
  const selector = { matchLabels: { 'app.kubernetes.io/name': name } }
  return { metadata: { namespace, name }, spec: { minAvailable, selector } }
}
