import { containerSchema } from './schema-container.ts'
import {
  annotations,
  choice,
  dnsSubdomain,
  filled,
  flag,
  group,
  isLabelKey,
  judged,
  labels,
  list,
  ruled,
  text,
  whole,
} from './schema-values.ts'
import { volumeSchema } from './schema-volume.ts'

/** A label selector's requirement; apimachinery's ValidateLabelSelectorRequirement. */
const requirementSchema = group({
  key: ruled(isLabelKey, 'label_key'),
  operator: choice('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: list(text()).nullish(),
}).superRefine(({ operator, values }, context) => {
  const needsValues = operator === 'In' || operator === 'NotIn'
  if (needsValues === (values ?? []).length > 0) return
  context.addIssue({
    code: 'custom',
    message: needsValues ? 'required' : 'selector_values',
    path: ['values'],
  })
})

export const selectorSchema = group({
  matchLabels: labels(),
  matchExpressions: list(requirementSchema).nullish(),
})

const tolerationSchema = group({
  key: text()
    .refine((key) => key === '' || isLabelKey(key), 'label_key')
    .nullish(),
  operator: text().nullish(),
  value: text().nullish(),
  effect: choice('NoSchedule', 'PreferNoSchedule', 'NoExecute', '').nullish(),
})

const spreadSchema = group({
  maxSkew: whole(1),
  topologyKey: ruled(isLabelKey, 'label_key'),
  whenUnsatisfiable: choice('DoNotSchedule', 'ScheduleAnyway'),
  labelSelector: selectorSchema.nullish(),
})

export const podTemplateSchema = group({
  metadata: group({ labels: labels(), annotations: annotations() }).nullish(),
  spec: group({
    containers: list(containerSchema).min(1, 'required'),
    initContainers: list(containerSchema).nullish(),
    volumes: list(volumeSchema).nullish(),
    nodeSelector: labels(),
    imagePullSecrets: list(group({ name: filled() })).nullish(),
    terminationGracePeriodSeconds: whole(0, Number.MAX_SAFE_INTEGER).nullish(),
    // What a pod may say and a set may not; apps/validation's ValidateStatefulSetSpec.
    restartPolicy: judged((value) => (value === 'Always' ? null : 'restart_always')),
    activeDeadlineSeconds: judged(() => 'deadline'),
    ephemeralContainers: judged(() => 'ephemeral'),
    serviceAccountName: dnsSubdomain().nullish(),
    priorityClassName: dnsSubdomain().nullish(),
    dnsPolicy: choice('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None').nullish(),
    hostNetwork: flag().nullish(),
    hostPID: flag().nullish(),
    hostIPC: flag().nullish(),
    tolerations: list(tolerationSchema).nullish(),
    topologySpreadConstraints: list(spreadSchema).nullish(),
    securityContext: group({
      runAsNonRoot: flag().nullish(),
      runAsUser: whole().nullish(),
      runAsGroup: whole().nullish(),
      fsGroup: whole().nullish(),
    }).nullish(),
  }),
})
