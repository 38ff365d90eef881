import { type Fields, fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import {
  atLeast,
  between,
  type Check,
  exactlyOne,
  formatted,
  isAbsent,
  oneOf,
  portOrName,
  required,
} from './checks.ts'
import { claimSpec } from './claim.ts'
import { container, envVar, ephemeralContainer, resources } from './container.ts'
import {
  configKey,
  dnsLabel,
  dnsSubdomain,
  labelValue,
  portName,
  qualifiedName,
  relativePath,
} from './formats.ts'
import { podSpec } from './pod-spec.ts'
import { serviceSpec } from './service.ts'
import { selectorOperators, statefulSetSpec } from './stateful-set.ts'

/** core/v1 VolumeSource: what a volume may be. */
const volumeSources = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'fc', 'hostPath', 'image', 'iscsi', 'nfs'],
  ...['persistentVolumeClaim', 'projected', 'secret'],
]

/**
 * What must hold of an object, by the name of its type in the schema; one type after the other as they are nested, from
 * the outside in (pkg/apis/{core,apps,policy}/validation). Types that are not here are taken as they are.
 */
export const rules: Readonly<Record<string, readonly Check[]>> = {
  ObjectMeta: [labels('labels', labelValue), labels('annotations'), annotationsSize],
  LabelSelector: [labels('matchLabels', labelValue)],
  LabelSelectorRequirement: [required('key'), requirement],

  StatefulSetSpec: statefulSetSpec,
  StatefulSetOrdinals: [atLeast(0, 'start')],
  StatefulSetPersistentVolumeClaimRetentionPolicy: [
    oneOf('whenDeleted', 'Retain', 'Delete'),
    oneOf('whenScaled', 'Retain', 'Delete'),
  ],

  PodSpec: podSpec,
  Container: container,
  EphemeralContainer: ephemeralContainer,
  ContainerPort: [
    portNumber('containerPort'),
    between(0, 65_535, 'hostPort'),
    formatted('name', portName),
    oneOf('protocol', 'SCTP', 'TCP', 'UDP'),
  ],
  EnvVar: envVar,
  ConfigMapKeySelector: [required('key'), formatted('key', configKey)],
  SecretKeySelector: [required('key'), formatted('key', configKey)],
  ResourceRequirements: resources,
  VolumeMount: [required('name', 'mountPath'), formatted('subPath', relativePath)],
  Probe: [
    exactlyOne(['exec', 'grpc', 'httpGet', 'tcpSocket'], 'handler type'),
    atLeast(
      0,
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
    ),
    atLeast(1, 'terminationGracePeriodSeconds'),
  ],
  LifecycleHandler: [exactlyOne(['exec', 'httpGet', 'sleep', 'tcpSocket'], 'handler type')],
  ExecAction: [required('command')],
  HTTPGetAction: [portOrName('port', portName), oneOf('scheme', 'HTTP', 'HTTPS')],
  TCPSocketAction: [portOrName('port', portName)],
  GRPCAction: [between(1, 65_535, 'port')],

  Volume: [required('name'), formatted('name', dnsLabel), exactlyOne(volumeSources, 'volume type')],
  PersistentVolumeClaimVolumeSource: [required('claimName')],
  KeyToPath: [required('key', 'path'), formatted('path', relativePath)],
  TopologySpreadConstraint: [
    atLeast(1, 'maxSkew'),
    required('topologyKey'),
    oneOf('whenUnsatisfiable', 'DoNotSchedule', 'ScheduleAnyway'),
  ],

  PersistentVolumeClaimSpec: claimSpec,
  ServiceSpec: serviceSpec,
  ServicePort: [between(1, 65_535, 'port'), oneOf('protocol', 'SCTP', 'TCP', 'UDP'), targetPort],
  ClientIPConfig: [between(1, 86_400, 'timeoutSeconds')],
  PodDisruptionBudgetSpec: [budget],
  ConfigMap: [dataKeys],
  Secret: [dataKeys],
  HorizontalPodAutoscalerSpec: [atLeast(1, 'maxReplicas')],
  StorageClass: [required('provisioner')],
  PodAffinityTerm: [required('topologyKey')],
  Toleration: [formatted('key', qualifiedName)],
  LocalObjectReference: [formatted('name', dnsSubdomain)],
}

function portNumber(key: string): Check {
  return (object, path, causes) => {
    if (!object[key]) causes.required(`${path}.${key}`)
    else between(1, 65_535, key)(object, path, causes)
  }
}

function labels(key: string, value?: (text: string) => string | null): Check {
  return (object, path, causes) => {
    for (const [name, text] of Object.entries(fieldsOf(object[key]))) {
      // The prefix of an annotation may have capitals.
      const fault = qualifiedName(value === undefined ? name.toLowerCase() : name)
      if (fault !== null) causes.invalid(`${path}.${key}`, name, fault)
      const wrong = value?.(String(text)) ?? null
      if (wrong !== null) causes.invalid(`${path}.${key}`, text, wrong)
    }
  }
}

const maxAnnotationBytes = 256 * 1024

function annotationsSize(object: Fields, path: string, causes: Causes): void {
  const texts = Object.entries(fieldsOf(object.annotations)).flat()
  const bytes = texts.reduce<number>((sum, text) => sum + Buffer.byteLength(String(text)), 0)
  if (bytes > maxAnnotationBytes) causes.tooLong(`${path}.annotations`, maxAnnotationBytes)
}

function requirement({ operator, values }: Fields, path: string, causes: Causes): void {
  const count = listOf(values).length
  if (!selectorOperators.includes(String(operator)))
    causes.invalid(`${path}.operator`, operator, 'not a valid selector operator')
  else if (/In$/.test(String(operator)) && count === 0)
    causes.required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")
  else if (/Exist/.test(String(operator)) && count > 0)
    causes.forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
}

function targetPort(object: Fields, path: string, causes: Causes): void {
  between(1, 65_535, 'targetPort')(object, path, causes)
  formatted('targetPort', portName)(object, path, causes)
}

function budget(spec: Fields, path: string, causes: Causes): void {
  const keys = ['minAvailable', 'maxUnavailable'].filter((key) => !isAbsent(spec[key]))
  if (keys.length === 2) causes.invalid(path, spec, 'minAvailable and maxUnavailable cannot be both set')
  for (const key of keys) share(`${path}.${key}`, spec[key], causes)
}

/** A number of pods, or a part of them. */
function share(path: string, value: unknown, causes: Causes): void {
  if (typeof value === 'number' && value < 0)
    causes.invalid(path, value, 'must be greater than or equal to 0')
  if (typeof value !== 'string') return
  if (!/^\d+%$/.test(value))
    causes.invalid(path, value, "a valid percent string must be a numeric string followed by an ending '%'")
  else if (Number.parseInt(value, 10) > 100) causes.invalid(path, value, 'must not be greater than 100%')
}

function dataKeys(object: Fields, path: string, causes: Causes): void {
  for (const map of ['data', 'binaryData', 'stringData']) {
    if (!isFields(object[map])) continue
    for (const key of Object.keys(object[map])) {
      const why = configKey(key)
      const at = path === '' ? map : `${path}.${map}`
      if (why !== null) causes.invalid(`${at}[${key}]`, key, why)
    }
  }
}
