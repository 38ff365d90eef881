import { lte, nullish, refine } from 'zod/mini'
import { isDnsLabel, isDnsSubdomain, statefulSetNameMaxLength } from '../names.ts'
import { isLeftOut, presentOf } from './read.ts'
import { isConfigKey } from './schema-env.ts'
import { podTemplateSchema, selectorSchema } from './schema-pod.ts'
import { serviceSpecSchema } from './schema-service.ts'
import {
  annotations,
  choice,
  countOrShare,
  demanded,
  group,
  judged,
  labels,
  list,
  text,
  textMap,
  whole,
} from './schema-values.ts'
import { claimSpecSchema, claimTemplateSchema } from './schema-volume.ts'

/** The most that scaling takes, too. */
export const maxReplicas = 10_000

/** A name is looked at by a code, null for a good one. */
function metadata(nameFault: (name: string) => string | null) {
  return group({
    name: demanded((name) => (typeof name === 'string' ? nameFault(name) : 'text_quotes')),
    generateName: judged(() => 'generate_name'),
    namespace: nullish(text()),
    labels: labels(),
    annotations: annotations(),
  })
}

/**
 * With 52 characters every name below fits, whatever the replicas: pods, their labels, their claims. Beyond, the server
 * takes the set and then refuses its pods.
 */
function setNameFault(name: string): string | null {
  if (!isDnsLabel(name)) return 'dns_label'
  return name.length > statefulSetNameMaxLength ? `set_name_long: ${name.length}` : null
}

function subdomainFault(name: string): string | null {
  return isDnsSubdomain(name) ? null : 'dns_subdomain'
}

/** Rules: apps/validation's ValidateStatefulSetSpec. */
const statefulSetSchema = group({
  metadata: metadata(setNameFault),
  spec: group({
    replicas: nullish(whole().check(lte(maxReplicas, 'replicas'))),
    selector: selectorSchema,
    template: podTemplateSchema,
    serviceName: nullish(text().check(refine((name) => name === '' || isDnsLabel(name), 'dns_label'))),
    podManagementPolicy: nullish(choice('OrderedReady', 'Parallel')),
    updateStrategy: nullish(
      group({
        // The last one is alpha in 1.37; other servers refuse it themselves.
        type: nullish(choice('RollingUpdate', 'OnDelete', 'Recreate')),
        rollingUpdate: nullish(group({ partition: nullish(whole()), maxUnavailable: countOrShare(1) })),
      }).check(
        refine(
          ({ type, rollingUpdate }) =>
            isLeftOut(rollingUpdate) || (type ?? 'RollingUpdate') === 'RollingUpdate',
          { message: 'rolling_only', path: ['rollingUpdate'] },
        ),
      ),
    ),
    minReadySeconds: nullish(whole()),
    revisionHistoryLimit: nullish(whole()),
    ordinals: nullish(group({ start: nullish(whole()) })),
    persistentVolumeClaimRetentionPolicy: nullish(
      group({
        whenDeleted: nullish(choice('Retain', 'Delete')),
        whenScaled: nullish(choice('Retain', 'Delete')),
      }),
    ),
    volumeClaimTemplates: nullish(list(claimTemplateSchema)),
  }),
})

const configText = textMap((key) => (isConfigKey(key) ? null : `config_key: ${key}`))

/** What may be created here, each with its rules, by version and kind. */
export const objectSchemas = {
  'apps/v1 StatefulSet': statefulSetSchema,
  'v1 Service': group({
    // DNS-1035; servers before 1.37 refuse a digit in front.
    metadata: metadata((name) => (isDnsLabel(name) && /^[a-z]/.test(name) ? null : 'service_name')),
    spec: serviceSpecSchema,
  }),
  'v1 ConfigMap': group({ metadata: metadata(subdomainFault), data: configText, binaryData: configText }),
  'v1 PersistentVolumeClaim': group({ metadata: metadata(subdomainFault), spec: claimSpecSchema }),
  'policy/v1 PodDisruptionBudget': group({
    metadata: metadata(subdomainFault),
    spec: nullish(
      group({
        minAvailable: countOrShare(0),
        maxUnavailable: countOrShare(0),
        selector: nullish(selectorSchema),
      }).check(
        refine((spec) => presentOf(spec, ['minAvailable', 'maxUnavailable']).length < 2, 'budget_both'),
      ),
    ),
  }),
} as const

export type ObjectType = keyof typeof objectSchemas

export function isObjectType(type: string): type is ObjectType {
  return Object.hasOwn(objectSchemas, type)
}
