import { minLength, nullish, refine, superRefine } from 'zod/mini'
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

const mode = nullish(whole(0, 0o777))

const items = nullish(
  list(
    group({
      key: filled(),
      path: ruled((path) => isDescendingPath(path) && !path.startsWith('..'), 'sub_path'),
      mode,
    }),
  ),
)

/** A volume of the pod. The kinds of it that the form knows; a volume without one is an emptyDir. */
export const volumeSchema = group({
  name: dnsLabel(),
  emptyDir: nullish(group({ medium: nullish(text()), sizeLimit: quantity() })),
  configMap: nullish(group({ name: filled(), items, defaultMode: mode })),
  secret: nullish(group({ secretName: filled(), items, defaultMode: mode })),
  persistentVolumeClaim: nullish(group({ claimName: filled() })),
  hostPath: nullish(
    group({
      path: ruled((path) => !path.split('/').includes('..'), 'sub_path'),
      type: nullish(text()),
    }),
  ),
}).check(
  superRefine((volume, context) => {
    const kinds = Object.entries(volume).filter(([key, value]) => key !== 'name' && !isLeftOut(value))
    if (kinds.length > 1)
      context.addIssue({ code: 'custom', message: `volume_kinds: ${kinds.map(([key]) => key).join(', ')}` })
  }),
)

/** The spec of a claim, or of a claim template; core/validation's ValidatePersistentVolumeClaimSpec. */
export const claimSpecSchema = group({
  accessModes: list(choice('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'))
    .check(minLength(1, 'required'))
    .check(refine((modes) => modes.length < 2 || !modes.includes('ReadWriteOncePod'), 'access_mode_alone')),
  resources: group({
    requests: group({
      storage: demanded(
        (value) => quantityFault(value) ?? (readQuantity(value) === 0n ? 'quantity_zero' : null),
      ),
    }),
  }),
  // Empty says "no class", which is something else than left out.
  storageClassName: nullish(
    text().check(refine((name) => name === '' || isDnsSubdomain(name), 'dns_subdomain')),
  ),
  volumeMode: nullish(choice('Filesystem', 'Block')),
})

export const claimTemplateSchema = group({
  metadata: group({ name: dnsLabel(), labels: labels(), annotations: annotations() }),
  spec: claimSpecSchema,
})
