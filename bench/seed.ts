import type { ApiServer } from './api-server.ts'

export const namespaces = Array.from({ length: 20 }, (_, index) => `bench-${String(index).padStart(2, '0')}`)
const podsEach = 3
const writers = 48

export const nameOf = (index: number) => `set-${String(index).padStart(5, '0')}`
export const namespaceOf = (index: number) => namespaces[index % namespaces.length] ?? ''

/** Writes sets with their pods as they are once all has settled; two of a hundred have a pod that does not start. */
export async function seed(api: ApiServer, count: number): Promise<void> {
  await api.call('POST', '/api/v1/nodes', { metadata: { name: 'node-1' } })
  for (const name of namespaces) await api.call('POST', '/api/v1/namespaces', { metadata: { name } })
  let next = 0
  const write = async () => {
    for (let index = next++; index < count; index = next++) await writeSet(api, index)
  }
  await Promise.all(Array.from({ length: writers }, write))
}

async function writeSet(api: ApiServer, index: number): Promise<void> {
  const [name, namespace] = [nameOf(index), namespaceOf(index)]
  const isBroken = index % 50 === 49
  const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets`
  const set = JSON.parse(await api.call('POST', path, manifest(name, index))) as {
    metadata: { uid: string; resourceVersion: string; generation: number }
  }
  const ready = isBroken ? podsEach - 1 : podsEach
  const revision = `${name}-6d5f7c9b8d`
  const status = {
    observedGeneration: set.metadata.generation,
    ...{
      replicas: podsEach,
      readyReplicas: ready,
      availableReplicas: ready,
      currentReplicas: podsEach,
      updatedReplicas: podsEach,
    },
    ...{ currentRevision: revision, updateRevision: revision, collisionCount: 0 },
  }
  await patch(api, `${path}/${name}/status`, { status })
  for (let ordinal = 0; ordinal < podsEach; ordinal++) {
    const isReady = !(isBroken && ordinal === podsEach - 1)
    await writePod(api, {
      name: `${name}-${ordinal}`,
      namespace,
      set: name,
      uid: set.metadata.uid,
      revision,
      isReady,
    })
  }
}

function manifest(name: string, index: number): object {
  const labels = {
    app: name,
    'app.kubernetes.io/part-of': `group-${index % 40}`,
    tier: index % 3 === 0 ? 'gold' : 'iron',
  }
  const image = `registry.example.com/team/database:${18 + (index % 4)}.2`
  const env = Array.from({ length: 12 }, (_, number) => ({
    name: `SETTING_${number}`,
    value: `value ${number} of ${name}`,
  }))
  const container = {
    name: 'main',
    image,
    env,
    ports: [{ name: 'client', containerPort: 5432 }],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 5 },
    volumeMounts: [{ name: 'data', mountPath: '/var/lib/data' }],
  }
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } }
  return {
    metadata: { name, labels, annotations: { 'ordinal.io/description': `Database ${index}` } },
    spec: {
      replicas: podsEach,
      serviceName: '',
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [container] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    },
  }
}

interface PodParts {
  readonly name: string
  readonly namespace: string
  readonly set: string
  readonly uid: string
  readonly revision: string
  readonly isReady: boolean
}

async function writePod(
  api: ApiServer,
  { name, namespace, set, uid, revision, isReady }: PodParts,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods`
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    name: set,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  }
  const image = 'registry.example.com/team/database:18.2'
  await api.call('POST', path, {
    metadata: { name, labels: { app: set, 'controller-revision-hash': revision }, ownerReferences: [owner] },
    spec: {
      nodeName: 'node-1',
      automountServiceAccountToken: false,
      containers: [{ name: 'main', image, readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 5 } }],
    },
  })
  const now = new Date().toISOString()
  const state = isReady
    ? { running: { startedAt: now } }
    : { waiting: { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}"` } }
  const container = {
    name: 'main',
    image,
    imageID: '',
    ready: isReady,
    started: isReady,
    restartCount: 0,
    state,
  }
  const conditions = ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map((type) => ({
    type,
    status: isReady || type === 'Initialized' || type === 'PodScheduled' ? 'True' : 'False',
    lastTransitionTime: now,
  }))
  const phase = isReady ? 'Running' : 'Pending'
  await patch(api, `${path}/${name}/status`, {
    status: {
      phase,
      podIP: '10.244.1.7',
      hostIP: '10.244.0.1',
      startTime: now,
      conditions,
      containerStatuses: [container],
    },
  })
}

export async function patch(api: ApiServer, path: string, body: object): Promise<void> {
  await api.call('PATCH', path, body, { 'content-type': 'application/merge-patch+json' })
}

/** Changes what the list shows of a set in a way that can be told from every other change. */
export function setDescription(api: ApiServer, index: number, text: string): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${namespaceOf(index)}/statefulsets/${nameOf(index)}`
  return patch(api, path, { metadata: { annotations: { 'ordinal.io/description': text } } })
}
