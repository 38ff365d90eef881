import { z } from 'zod'
import { type ContainerName, isContainerName, isObjectName, type ObjectName } from '../names.ts'

export const podNameSchema = z.string().refine((text): text is ObjectName => isObjectName(text))
export const containerNameSchema = z.string().refine((text): text is ContainerName => isContainerName(text))

export const containerLogSchema = z.object({
  pod: podNameSchema,
  container: containerNameSchema,
  /** Lines from the end with which the log starts. */
  tail: z.coerce.number().int().min(1).max(10_000).default(500),
  follow: z.stringbool().default(true),
})
export type ContainerLogInput = z.infer<typeof containerLogSchema>
