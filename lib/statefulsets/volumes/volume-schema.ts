import { z } from 'zod'
import { setNameSchema, uidSchema } from '../schema.ts'

/** A new size for each template that shall grow. */
export const growSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  sizes: z.record(z.string().max(63), z.string().max(64)),
  /** The person was told who else keeps the set as it is, and goes on. */
  acceptsManagers: z.boolean(),
})
export type GrowInput = z.infer<typeof growSchema>

const retention = {
  whenScaled: z.enum(['Retain', 'Delete']),
  whenDeleted: z.enum(['Retain', 'Delete']),
}

export const retentionSchema = z.strictObject({
  ...{ name: setNameSchema, uid: uidSchema },
  ...retention,
  /** What the person saw; the change is refused when the set says otherwise by now. */
  seen: z.strictObject(retention),
})
export type RetentionInput = z.infer<typeof retentionSchema>

/** A claim template as it shall be: a new one, or another class, size or mode for the claims of ordinals to come. */
export const templateSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  template: z.string().max(63),
  size: z.string().max(64),
  /** '' for the default class. */
  className: z.string().max(253),
  accessMode: z.enum(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']),
  /** Where containers find it; only for a new one. */
  mounts: z
    .array(z.strictObject({ container: z.string().max(63), mountPath: z.string().max(1000) }))
    .max(100),
  acceptsManagers: z.boolean(),
})
export type TemplateInput = z.infer<typeof templateSchema>
