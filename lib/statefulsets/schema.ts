import { z } from 'zod'
import { isDnsLabel, isObjectName, type ObjectName } from '../names.ts'
import { preflightParts } from './preflight-facts.ts'

export const setNameSchema = z
  .string()
  .refine((text): text is ObjectName => isDnsLabel(text) && isObjectName(text), 'dns_label')

export const createStatefulSetSchema = z.strictObject({
  manifest: z.string(),
  /** Of the draft: all tries with it are one request. */
  requestId: z.uuid(),
  /** Companions that are used as they stand where they exist already, as `<kind>/<name>`. */
  skip: z.array(z.string().max(400)).max(50),
})
export type CreateStatefulSetInput = z.infer<typeof createStatefulSetSchema>

const quantitiesSchema = z.record(z.string().max(320), z.string().max(64))

/** What a draft says so far; half-typed values are told nothing about, and break nothing. */
export const preflightSchema = z.strictObject({
  parts: z.array(z.enum(preflightParts)).max(preflightParts.length),
  name: z.string().max(253),
  replicas: z.number().int().min(0).max(10_000),
  /** The first ordinal. */
  start: z.number().int().min(0).max(1_000_000_000),
  claims: z
    .array(
      z.strictObject({
        name: z.string().max(253),
        /** The class it names, or ''. */
        className: z.string().max(253),
        storage: z.string().max(64),
      }),
    )
    .max(50),
  nodeSelector: z.record(z.string().max(320), z.string().max(64)),
  containers: z.array(z.strictObject({ requests: quantitiesSchema, limits: quantitiesSchema })).max(50),
})
export type PreflightInput = z.infer<typeof preflightSchema>

/** As a query of an address: the same in JSON. */
export const preflightQuerySchema = z.object({
  draft: z
    .string()
    .max(8192)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue({ code: 'custom', message: 'json' })
        return z.NEVER
      }
    })
    .pipe(preflightSchema),
})

export const scaleSchema = z.strictObject({
  name: setNameSchema,
  replicas: z.number('replicas').int('replicas').min(0, 'replicas').max(10_000, 'replicas'),
  /** What the person saw; the change is refused when the set has another number by now. */
  from: z.number().int(),
})
export type ScaleInput = z.infer<typeof scaleSchema>

const uidSchema = z.string().min(1).max(64)

/** The set that the person saw; another one of its name is never meant. */
export const restartSchema = z.strictObject({ name: setNameSchema, uid: uidSchema })
export type RestartInput = z.infer<typeof restartSchema>

export const stopSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  /** The person was told that this set's claims go with its pods, and wants it. */
  losesClaims: z.boolean(),
})
export type StopInput = z.infer<typeof stopSchema>

export const startSchema = z.strictObject({ name: setNameSchema, uid: uidSchema })
export type StartInput = z.infer<typeof startSchema>

export const deleteStatefulSetSchema = z
  .strictObject({ name: setNameSchema, uid: uidSchema, confirmation: z.string() })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type DeleteStatefulSetInput = z.infer<typeof deleteStatefulSetSchema>
