import { isDnsSubdomain } from '../names.ts'
import { readQuantity } from './quantity.ts'
import { isLeftOut } from './read.ts'
import { isDescendingPath } from './schema-container.ts'
import {
  annotations,
  choice,
  demanded,
  dnsLabel,
  filled,
  group,
  labels,
  list,
  quantity,
  quantityFault,
  ruled,
  text,
  whole,
} from './schema-values.ts'

const mode = whole(0, 0o777).nullish()

const items = list(
  group({
    key: filled(),
    path: ruled((path) => isDescendingPath(path) && !path.startsWith('..'), 'sub_path'),
    mode,
  }),
).nullish()

/** A volume of the pod. The kinds of it that the form knows; a volume without one is an emptyDir. */
export const volumeSchema = group({
  name: dnsLabel(),
  emptyDir: group({ medium: text().nullish(), sizeLimit: quantity() }).nullish(),
  configMap: group({ name: filled(), items, defaultMode: mode }).nullish(),
  secret: group({ secretName: filled(), items, defaultMode: mode }).nullish(),
  persistentVolumeClaim: group({ claimName: filled() }).nullish(),
  hostPath: group({
    path: ruled((path) => !path.split('/').includes('..'), 'sub_path'),
    type: text().nullish(),
  }).nullish(),
}).superRefine((volume, context) => {
  const kinds = Object.entries(volume).filter(([key, value]) => key !== 'name' && !isLeftOut(value))
  if (kinds.length > 1)
    context.addIssue({ code: 'custom', message: `volume_kinds: ${kinds.map(([key]) => key).join(', ')}` })
})

/** The spec of a claim, or of a claim template; core/validation's ValidatePersistentVolumeClaimSpec. */
export const claimSpecSchema = group({
  accessModes: list(choice('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'))
    .min(1, 'required')
    .refine((modes) => modes.length < 2 || !modes.includes('ReadWriteOncePod'), 'access_mode_alone'),
  resources: group({
    requests: group({
      storage: demanded(
        (value) => quantityFault(value) ?? (readQuantity(value) === 0n ? 'quantity_zero' : null),
      ),
    }),
  }),
  // Empty says "no class", which is something else than left out.
  storageClassName: text()
    .refine((name) => name === '' || isDnsSubdomain(name), 'dns_subdomain')
    .nullish(),
  volumeMode: choice('Filesystem', 'Block').nullish(),
})

export const claimTemplateSchema = group({
  metadata: group({ name: dnsLabel(), labels: labels(), annotations: annotations() }),
  spec: claimSpecSchema,
})
