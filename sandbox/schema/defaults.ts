import { type Fields, isFields, listOf, fieldsOf as read } from '../../lib/manifests/read.ts'
import type { Draft } from '../api/objects.ts'
import { shortName, typeOf, types, visit } from './types.ts'

/** A group of fields, to be filled. */
const fieldsOf = (value: unknown) => read(value) as Draft

/** Puts a value where there is none, or where Go could not tell it from none. */
function fill(object: Draft, values: Fields): void {
  for (const [key, value] of Object.entries(values)) {
    if (object[key] === undefined || object[key] === '') object[key] = structuredClone(value)
  }
}

function container(object: Draft): void {
  fill(object, {
    imagePullPolicy: pullPolicy(String(object.image ?? '')),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  })
}

const restMode = 0o644

/**
 * What the server fills in, by type: pkg/apis/{core,apps,policy,storage}/v1/defaults.go. Fields whose default the schema
 * tells are not here.
 */
const defaults: Readonly<Record<string, (object: Draft) => void>> = {
  // Go leaves out maps without entries.
  ObjectMeta: (metadata) => {
    for (const key of ['labels', 'annotations'])
      if (Object.keys(read(metadata[key])).length === 0) delete metadata[key]
  },
  StatefulSetSpec: (spec) => {
    fill(spec, {
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: {} },
      persistentVolumeClaimRetentionPolicy: {},
      replicas: 1,
      revisionHistoryLimit: 10,
    })
    fill(fieldsOf(spec.persistentVolumeClaimRetentionPolicy), { whenDeleted: 'Retain', whenScaled: 'Retain' })
    const strategy = fieldsOf(spec.updateStrategy)
    if (!strategy.type) fill(strategy, { type: 'RollingUpdate', rollingUpdate: {} })
    if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate)
      fill(fieldsOf(strategy.rollingUpdate), { partition: 0, maxUnavailable: 1 })
    for (const template of listOf(spec.volumeClaimTemplates))
      fill(fieldsOf(template), {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        status: { phase: 'Pending' },
      })
  },
  Pod: ({ spec }) => {
    const { containers, initContainers } = fieldsOf(spec)
    fill(fieldsOf(spec), { enableServiceLinks: true })
    for (const container of [...listOf(containers), ...listOf(initContainers)])
      requestLimits(fieldsOf(container))
  },
  PodSpec: (spec) => {
    fill(spec, {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
    })
    if (spec.serviceAccountName !== undefined) fill(spec, { serviceAccount: spec.serviceAccountName })
  },
  Container: container,
  EphemeralContainer: container,
  Probe: (probe) => {
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 })
    for (const [key, value] of Object.entries({
      timeoutSeconds: 1,
      periodSeconds: 10,
      successThreshold: 1,
      failureThreshold: 3,
    }))
      if (probe[key] === 0) probe[key] = value
  },
  HTTPGetAction: (action) => fill(action, { path: '/', scheme: 'HTTP' }),
  GRPCAction: (action) => fill(action, { service: '' }),
  ObjectFieldSelector: (selector) => fill(selector, { apiVersion: 'v1' }),
  SecretVolumeSource: (source) => fill(source, { defaultMode: restMode }),
  ConfigMapVolumeSource: (source) => fill(source, { defaultMode: restMode }),
  DownwardAPIVolumeSource: (source) => fill(source, { defaultMode: restMode }),
  ProjectedVolumeSource: (source) => fill(source, { defaultMode: restMode }),
  HostPathVolumeSource: (source) => {
    source.type ??= ''
  },
  PersistentVolumeClaimSpec: (spec) => fill(spec, { volumeMode: 'Filesystem' }),
  PersistentVolumeClaim: (claim) => fill(claim, { status: { phase: 'Pending' } }),
  ServiceSpec: (spec) => {
    fill(spec, { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' })
    if (spec.sessionAffinity === 'ClientIP')
      fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } } })
    if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig
    for (const port of listOf(spec.ports)) fill(fieldsOf(port), { targetPort: fieldsOf(port).port })
  },
  Secret: (secret) => fill(secret, { type: 'Opaque' }),
  StorageClass: (storageClass) =>
    fill(storageClass, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  Namespace: (namespace) => {
    const metadata = fieldsOf(namespace.metadata)
    metadata.labels = { ...fieldsOf(metadata.labels), 'kubernetes.io/metadata.name': metadata.name }
    fill(namespace, { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } })
  },
  LimitRangeItem: (limit) => {
    if (limit.type !== 'Container') return
    fill(limit, { default: {}, defaultRequest: {} })
    fill(fieldsOf(limit.default), read(limit.max))
    fill(fieldsOf(limit.defaultRequest), { ...read(limit.min), ...read(limit.default) })
  },
  HorizontalPodAutoscalerSpec: (spec) => fill(spec, { minReplicas: 1 }),
}

function pullPolicy(image: string): string {
  const tag = /:([^:/@]+)$/.exec(image)?.[1]
  return !image.includes('@') && (tag === undefined || tag === 'latest') ? 'Always' : 'IfNotPresent'
}

function requestLimits(container: Draft): void {
  const resources = fieldsOf(container.resources)
  if (isFields(resources.limits))
    resources.requests = { ...resources.limits, ...fieldsOf(resources.requests) }
}

/** The schema's own defaults that are more than Go's zero, by type. */
const published = new Map(
  Object.entries(types).map(([name, { properties = {} }]) => {
    const said = Object.entries(properties).filter(
      ([, field]) => typeof field.default !== 'object' && field.default,
    )
    return [shortName(name), Object.fromEntries(said.map(([key, field]) => [key, field.default]))]
  }),
)

/** Fills in what was left out, in the object itself. */
export function applyDefaults(object: object, type: string): void {
  visit(object, typeOf(type), (name, fields) => {
    fill(fields, published.get(name) ?? {})
    defaults[name]?.(fields)
  })
}
