import { minLength, nullish, refine, superRefine } from 'zod/mini'
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
  values: nullish(list(text())),
}).check(
  superRefine(({ operator, values }, context) => {
    const needsValues = operator === 'In' || operator === 'NotIn'
    if (needsValues === (values ?? []).length > 0) return
    context.addIssue({
      code: 'custom',
      message: needsValues ? 'required' : 'selector_values',
      path: ['values'],
    })
  }),
)

export const selectorSchema = group({
  matchLabels: labels(),
  matchExpressions: nullish(list(requirementSchema)),
})

const tolerationSchema = group({
  key: nullish(text().check(refine((key) => key === '' || isLabelKey(key), 'label_key'))),
  operator: nullish(text()),
  value: nullish(text()),
  effect: nullish(choice('NoSchedule', 'PreferNoSchedule', 'NoExecute', '')),
})

const spreadSchema = group({
  maxSkew: whole(1),
  topologyKey: ruled(isLabelKey, 'label_key'),
  whenUnsatisfiable: choice('DoNotSchedule', 'ScheduleAnyway'),
  labelSelector: nullish(selectorSchema),
})

export const podTemplateSchema = group({
  metadata: nullish(group({ labels: labels(), annotations: annotations() })),
  spec: group({
    containers: list(containerSchema).check(minLength(1, 'required')),
    initContainers: nullish(list(containerSchema)),
    volumes: nullish(list(volumeSchema)),
    nodeSelector: labels(),
    imagePullSecrets: nullish(list(group({ name: filled() }))),
    terminationGracePeriodSeconds: nullish(whole(0, Number.MAX_SAFE_INTEGER)),
    // What a pod may say and a set may not; apps/validation's ValidateStatefulSetSpec.
    restartPolicy: judged((value) => (value === 'Always' ? null : 'restart_always')),
    activeDeadlineSeconds: judged(() => 'deadline'),
    ephemeralContainers: judged(() => 'ephemeral'),
    serviceAccountName: nullish(dnsSubdomain()),
    priorityClassName: nullish(dnsSubdomain()),
    dnsPolicy: nullish(choice('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None')),
    hostNetwork: nullish(flag()),
    hostPID: nullish(flag()),
    hostIPC: nullish(flag()),
    tolerations: nullish(list(tolerationSchema)),
    topologySpreadConstraints: nullish(list(spreadSchema)),
    securityContext: nullish(
      group({
        runAsNonRoot: nullish(flag()),
        runAsUser: nullish(whole()),
        runAsGroup: nullish(whole()),
        fsGroup: nullish(whole()),
      }),
    ),
  }),
})
