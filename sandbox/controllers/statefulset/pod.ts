import { controlledBy } from '../../api/objects.ts'
import { claimName } from './claims.ts'
import { revisionLabel, type StatefulSet } from './facts.ts'
import { type Revisions, setAt } from './revisions.ts'

/**
 * The pod of an ordinal, as it is to be made: below the partition at the current revision, else at the update revision
 * (newVersionedStatefulSetPod).
 */
export function podOf(set: StatefulSet, ordinal: number, { current, update }: Revisions): object {
  const { type, rollingUpdate } = set.spec?.updateStrategy ?? {}
  const start = set.spec?.ordinals?.start ?? 0
  const held =
    rollingUpdate?.partition ?? (rollingUpdate === undefined ? (set.status?.currentReplicas ?? 0) : 0)
  const revision = type === 'RollingUpdate' && ordinal < start + held ? current : update
  const name = `${set.metadata.name}-${ordinal}`
  const { template, serviceName } = setAt(set, revision).spec ?? {}
  return {
    metadata: {
      name,
      namespace: set.metadata.namespace,
      generateName: `${set.metadata.name}-`,
      annotations: template?.metadata?.annotations,
      labels: {
        ...template?.metadata?.labels,
        [revisionLabel]: revision.metadata.name,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': String(ordinal),
      },
      ownerReferences: [controlledBy(set, 'apps/v1', 'StatefulSet')],
    },
    spec: {
      ...template?.spec,
      hostname: name,
      ...(serviceName ? { subdomain: serviceName } : {}),
      volumes: volumesOf(set, ordinal, template?.spec?.volumes ?? []),
    },
  }
}

type Volumes = NonNullable<NonNullable<NonNullable<StatefulSet['spec']>['template']['spec']>['volumes']>

/** A claim goes before a volume of the same name. */
function volumesOf(set: StatefulSet, ordinal: number, own: Volumes): Volumes {
  const names = (set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '')
  const claimed = names.map((name) => ({
    name,
    persistentVolumeClaim: { claimName: claimName(set, name, ordinal) },
  }))
  return [...claimed, ...own.filter(({ name }) => !names.includes(name))]
}
