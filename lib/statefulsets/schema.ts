import { z } from 'zod'
import { isDnsLabel, isObjectName, type ObjectName } from '../names.ts'

const nameSchema = z
  .string()
  .refine((text): text is ObjectName => isDnsLabel(text) && isObjectName(text), 'dns_label')

export const createStatefulSetSchema = z.strictObject({ manifest: z.string() })
export type CreateStatefulSetInput = z.infer<typeof createStatefulSetSchema>

export const scaleSchema = z.strictObject({
  name: nameSchema,
  replicas: z.number('replicas').int('replicas').min(0, 'replicas').max(10_000, 'replicas'),
  /** What the person saw; the change is refused when the set has another number by now. */
  from: z.number().int(),
})
export type ScaleInput = z.infer<typeof scaleSchema>

const uidSchema = z.string().min(1).max(64)

/** The set that the person saw; another one of its name is never meant. */
export const restartSchema = z.strictObject({ name: nameSchema, uid: uidSchema })
export type RestartInput = z.infer<typeof restartSchema>

export const stopSchema = z.strictObject({
  name: nameSchema,
  uid: uidSchema,
  /** The person was told that this set's claims go with its pods, and wants it. */
  losesClaims: z.boolean(),
})
export type StopInput = z.infer<typeof stopSchema>

export const startSchema = z.strictObject({ name: nameSchema, uid: uidSchema })
export type StartInput = z.infer<typeof startSchema>

export const deleteStatefulSetSchema = z
  .strictObject({ name: nameSchema, uid: uidSchema, confirmation: z.string() })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type DeleteStatefulSetInput = z.infer<typeof deleteStatefulSetSchema>
