import { controllerOf } from '../../kubernetes/owner.ts'
import type {
  HorizontalPodAutoscaler,
  PodDisruptionBudget,
  Service,
  StatefulSet,
} from '../../kubernetes/types.ts'
import { guards, podLabelsOf, scalesSet, serves } from '../replicas/foresee-around.ts'
import { type AutoscalerState, autoscalerState } from './autoscaler-state.ts'

/** What stands beside a set: it does not own these, and they act on it. Plain data, as it goes to the browser. */
export interface Related {
  readonly services: readonly RelatedService[]
  readonly budgets: readonly RelatedBudget[]
  readonly autoscalers: readonly RelatedAutoscaler[]
  /** By name alone; values are never read. */
  readonly configMaps: readonly string[]
  readonly secrets: readonly string[]
  readonly serviceAccount: string
  /** What made the set and will change it back; null when people did. */
  readonly owner: { readonly kind: string; readonly name: string } | null
}

export interface RelatedService {
  readonly name: string
  readonly uid: string
  readonly isHeadless: boolean
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`. */
  readonly type: string
  /** `name 80→8080/TCP`, without what is not said. */
  readonly ports: readonly string[]
  /** Whether `serviceName` names it: the one that gives the pods their names in DNS. */
  readonly isGoverning: boolean
  readonly selectsPods: boolean
}

export interface RelatedBudget {
  readonly name: string
  readonly uid: string
  readonly minAvailable: number | string | null
  readonly maxUnavailable: number | string | null
  /** Pods that may be moved away now. */
  readonly allowed: number
  readonly healthy: number
  readonly needed: number
}

export interface RelatedAutoscaler {
  readonly name: string
  readonly min: number
  readonly max: number
  /** What it wants now; 0 when it has not said. */
  readonly desired: number
  readonly state: AutoscalerState
}

interface Neighbours {
  readonly services: Iterable<Service>
  readonly budgets: Iterable<PodDisruptionBudget>
  readonly autoscalers: Iterable<HorizontalPodAutoscaler>
}

export function toRelated(set: StatefulSet, { services, budgets, autoscalers }: Neighbours): Related {
  const labels = podLabelsOf(set)
  const owner = controllerOf(set)
  const byName = <T extends { name: string }>(all: T[]) => all.sort((a, b) => a.name.localeCompare(b.name))
  return {
    services: byName(
      [...services]
        .map((one) => toService(one, set, labels))
        .filter((one) => one.isGoverning || one.selectsPods),
    ),
    budgets: byName([...budgets].filter(({ spec }) => guards(spec, labels)).map(toBudget)),
    autoscalers: byName([...autoscalers].filter((one) => scalesSet(one, set)).map(toAutoscaler)),
    ...readReferences(set),
    serviceAccount: set.spec?.template.spec?.serviceAccountName ?? 'default',
    owner: owner === undefined ? null : { kind: owner.kind, name: owner.name },
  }
}

function toService(
  { metadata, spec }: Service,
  set: StatefulSet,
  labels: Readonly<Record<string, string>>,
): RelatedService {
  return {
    name: metadata.name,
    uid: metadata.uid,
    isHeadless: spec?.clusterIP === 'None',
    type: spec?.type ?? 'ClusterIP',
    ports: (spec?.ports ?? []).map(portText),
    isGoverning: metadata.name === set.spec?.serviceName,
    selectsPods: serves(spec, labels),
  }
}

type Port = NonNullable<NonNullable<Service['spec']>['ports']>[number]

function portText({ name = '', port, targetPort, protocol = 'TCP' }: Port): string {
  const target = targetPort === undefined || targetPort === port ? '' : `→${targetPort}`
  return `${name === '' ? '' : `${name} `}${port}${target}/${protocol}`
}

function toBudget({ metadata, spec, status }: PodDisruptionBudget): RelatedBudget {
  return {
    name: metadata.name,
    uid: metadata.uid,
    minAvailable: spec?.minAvailable ?? null,
    maxUnavailable: spec?.maxUnavailable ?? null,
    allowed: status?.disruptionsAllowed ?? 0,
    healthy: status?.currentHealthy ?? 0,
    needed: status?.desiredHealthy ?? 0,
  }
}

function toAutoscaler({ metadata, spec, status }: HorizontalPodAutoscaler): RelatedAutoscaler {
  return {
    name: metadata.name,
    min: spec?.minReplicas ?? 1,
    max: spec?.maxReplicas ?? 0,
    desired: status?.desiredReplicas ?? 0,
    state: autoscalerState(status?.conditions ?? []),
  }
}

/** ConfigMaps and Secrets that the pods name, in env, envFrom, volumes and for pulling. */
function readReferences({ spec }: StatefulSet): { configMaps: string[]; secrets: string[] } {
  const configMaps = new Set<string>()
  const secrets = new Set<string>()
  const pod = spec?.template.spec
  const add = (names: Set<string>, name: string | undefined) => {
    if (name !== undefined && name !== '') names.add(name)
  }
  for (const { env = [], envFrom = [] } of [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])]) {
    for (const { valueFrom } of env) {
      add(configMaps, valueFrom?.configMapKeyRef?.name)
      add(secrets, valueFrom?.secretKeyRef?.name)
    }
    for (const { configMapRef, secretRef } of envFrom) {
      add(configMaps, configMapRef?.name)
      add(secrets, secretRef?.name)
    }
  }
  for (const { configMap, secret, projected } of pod?.volumes ?? []) {
    add(configMaps, configMap?.name)
    add(secrets, secret?.secretName)
    for (const source of projected?.sources ?? []) {
      add(configMaps, source.configMap?.name)
      add(secrets, source.secret?.name)
    }
  }
  for (const { name } of pod?.imagePullSecrets ?? []) add(secrets, name)
  return { configMaps: [...configMaps].sort(), secrets: [...secrets].sort() }
}
