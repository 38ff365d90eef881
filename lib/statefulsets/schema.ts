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

export const deleteStatefulSetSchema = z
  .strictObject({ name: nameSchema, uid: z.string().min(1).max(64), confirmation: z.string() })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type DeleteStatefulSetInput = z.infer<typeof deleteStatefulSetSchema>
