import { z } from 'zod'
import { type ContainerName, isContainerName, isObjectName, type ObjectName } from '../names.ts'
import { levels } from './log-level.ts'
import { isPattern } from './log-query.ts'

export const podNameSchema = z.string().refine((text): text is ObjectName => isObjectName(text))
export const containerNameSchema = z.string().refine((text): text is ContainerName => isContainerName(text))

/** Lines that a log may begin with; it is read backwards from its end on the node. */
const maxTail = 1_000_000

/** Where a log begins, as it stands in the address of a stream. */
export const logStartSchema = z.object({
  /** Lines from the end of each container's log; `all` for what the node keeps. */
  tail: z
    .union([z.literal('all').transform(() => null), z.coerce.number().int().min(1).max(maxTail)])
    .default(1000),
  /** ISO 8601. */
  since: z.iso.datetime({ offset: true }).nullable().default(null),
  previous: z.stringbool().default(false),
  follow: z.stringbool().default(true),
})

export const setLogSchema = logStartSchema.extend({
  name: podNameSchema,
  /** By name, with commas between; all of them where there is none. */
  containers: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((name) => name !== ''))
    .pipe(z.array(containerNameSchema).max(50)),
})

export const containerLogSchema = logStartSchema.extend({
  pod: podNameSchema,
  container: containerNameSchema,
})

/** What is looked for in a whole log. */
export const searchLogSchema = z
  .object({
    pod: podNameSchema,
    container: containerNameSchema,
    text: z.string().max(1000).default(''),
    isRegex: z.stringbool().default(false),
    isCase: z.stringbool().default(false),
    level: z.enum(levels).nullable().default(null),
    /** Also in the run before the present one. */
    withPrevious: z.stringbool().default(false),
  })
  .refine((query) => isPattern(query) && (query.text !== '' || query.level !== null))
export type SearchLogInput = z.infer<typeof searchLogSchema>

/** The pod that the person saw; another one of its name is never meant. */
export const restartPodSchema = z.strictObject({ pod: podNameSchema, uid: z.string().min(1).max(64) })
export type RestartPodInput = z.infer<typeof restartPodSchema>

export const forceDeletePodSchema = restartPodSchema
  .extend({ confirmation: z.string() })
  .refine(({ pod, confirmation }) => pod === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type ForceDeletePodInput = z.infer<typeof forceDeletePodSchema>

export const lastLinesSchema = z.strictObject({
  pod: podNameSchema,
  container: containerNameSchema,
  /** Of the run before the present one. */
  previous: z.boolean(),
})
export type LastLinesInput = z.infer<typeof lastLinesSchema>

/** One variable of a container, of the pod that the person saw. */
export const revealSchema = z.strictObject({
  pod: podNameSchema,
  uid: z.string().min(1).max(64),
  container: containerNameSchema,
  variable: z.string().min(1).max(1000),
})
export type RevealInput = z.infer<typeof revealSchema>
