import { z } from 'zod'
import type { ProjectPermission } from '../auth/permissions.ts'
import { isLabelKey, isLabelValue } from '../manifests/schema-values.ts'
import { isDnsLabel, isObjectName, type ObjectName } from '../names.ts'
import { preflightParts } from './create/preflight-facts.ts'
import { companionResources, type Foresight } from './replicas/foresight.ts'

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
  /** Those of a text, for `standing`. */
  objects: z
    .array(
      z.strictObject({
        apiVersion: z.string().max(64),
        kind: z.string().max(64),
        name: z.string().max(253),
      }),
    )
    .max(50)
    .default([]),
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

export const uidSchema = z.string().min(1).max(64)
const chosenSchema = z.strictObject({ name: z.string().min(1).max(253), uid: uidSchema })

/** The claims that the person was shown to go with their pods, and agreed to lose; that any other goes is refused. */
export const losingSchema = z.array(chosenSchema).max(5000)
export type Losing = z.infer<typeof losingSchema>

export const scaleSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  replicas: z.number('replicas').int('replicas').min(0, 'replicas').max(10_000, 'replicas'),
  /** What the person saw; the change is refused when the set has another number by now. */
  from: z.number().int().min(0),
  losing: losingSchema,
})
export type ScaleInput = z.infer<typeof scaleSchema>

/** What can be foreseen, and what seeing it takes: the same as doing it. */
export const foresightPermissions = {
  scale: 'statefulset:scale',
  stop: 'statefulset:stop',
  start: 'statefulset:stop',
  delete: 'statefulset:delete',
} as const satisfies Record<Foresight['operation'], ProjectPermission>

/** As a query of an address. */
export const foresightQuerySchema = z.object({
  name: setNameSchema,
  operation: z.enum(['scale', 'stop', 'start', 'delete']),
  replicas: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(scaleSchema.shape.replicas)
    .optional(),
})
export type ForesightQuery = z.infer<typeof foresightQuerySchema>

/** The set that the person saw, with the template of that moment; another one is never meant. */
export const restartSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  /** The revision that the person saw as the newest; '' where the controller had made none. */
  revision: z.string().max(253),
  /** Of the request: however often it comes, it is one restart. */
  requestId: z.string().regex(/^[0-9a-f]{32}$/),
})
export type RestartInput = z.infer<typeof restartSchema>

/** Pod by pod; `pods` are the uids of those that the person saw, null where none were shown. */
export const beginRestartSchema = restartSchema.extend({ pods: z.array(uidSchema).max(10_000).nullable() })
export type BeginRestartInput = z.infer<typeof beginRestartSchema>

export const stopSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  losing: losingSchema,
})
export type StopInput = z.infer<typeof stopSchema>

export const startSchema = z.strictObject({ name: setNameSchema, uid: uidSchema })
export type StartInput = z.infer<typeof startSchema>

/**
 * `ordered`: stopped first, pod by pod. `background`: the set goes at once and its pods end together; `foreground`: it
 * goes after them. `orphan`: the pods run on, with nobody who replaces them.
 */
export const deletionModes = ['ordered', 'background', 'foreground', 'orphan'] as const
export type DeletionMode = (typeof deletionModes)[number]

/** What is deleted besides the set, each as the person saw it; everything else stays. */
const chosenForDeletion = {
  mode: z.enum(deletionModes),
  claims: z.array(chosenSchema).max(5000),
  companions: z.array(chosenSchema.extend({ resource: z.enum(companionResources) })).max(200),
}

export const deletionPlanSchema = z.strictObject({
  uid: uidSchema,
  ...chosenForDeletion,
  /** The set's own policy, as it was. */
  whenDeleted: z.enum(['Retain', 'Delete']),
  whenScaled: z.enum(['Retain', 'Delete']),
})
export type DeletionPlan = z.infer<typeof deletionPlanSchema>

export const deleteStatefulSetSchema = z
  .strictObject({ name: setNameSchema, uid: uidSchema, confirmation: z.string(), ...chosenForDeletion })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
  .refine(({ mode, claims }) => mode !== 'orphan' || claims.length === 0, {
    path: ['claims'],
    message: 'claims_in_use',
  })
export type DeleteStatefulSetInput = z.infer<typeof deleteStatefulSetSchema>

/** A set that is edited: the one that was read, its text as it was given out, and as it is wanted. */
export const tryUpdateSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  base: z.string(),
  manifest: z.string(),
})
export type TryUpdateInput = z.infer<typeof tryUpdateSchema>

export const updateStatefulSetSchema = tryUpdateSchema.extend({ losing: losingSchema })
export type UpdateStatefulSetInput = z.infer<typeof updateStatefulSetSchema>

export const selectStatefulSetSchema = z.strictObject({ name: setNameSchema })

/** One key of a map: what the person saw, and what it shall be; null is not there. */
const entriesSchema = (isValue: (value: string) => boolean, code: string) =>
  z
    .array(
      z.strictObject({
        key: z.string().refine(isLabelKey, 'metadata_key'),
        from: z.string().nullable(),
        to: z.string().refine(isValue, code).nullable(),
      }),
    )
    .max(200)
    .refine((entries) => new Set(entries.map(({ key }) => key)).size === entries.length, 'duplicate')

export const setMetadataSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  labels: entriesSchema(isLabelValue, 'metadata_label'),
  annotations: entriesSchema(() => true, 'text'),
})
export type SetMetadataInput = z.infer<typeof setMetadataSchema>

/** What holds or resumes a rollout: `partition` is the one that the person saw. */
export const holdSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  partition: z.number().int().min(0),
})
export type HoldInput = z.infer<typeof holdSchema>

const partitionNumber = z.number('partition').int('partition').min(0, 'partition').max(10_000, 'partition')

export const partitionSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  /** What the person saw. */
  from: z.number().int().min(0),
  partition: partitionNumber,
  /** A number, a share of at most 100%, or null for the cluster's own default; left out, it stays. */
  maxUnavailable: z
    .union([
      z.number().int().min(1).max(10_000),
      z.string().regex(/^(?:[1-9]\d?|100)%$/, 'count_or_share'),
      z.null(),
    ])
    .optional(),
})
export type PartitionInput = z.infer<typeof partitionSchema>

/** Steps of a canary: from the partition that the person saw down to another, with a time to soak after each. */
export const canarySchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  from: z.number().int().min(0),
  /** The revision that the person saw as the newest. */
  revision: z.string().min(1).max(253),
  to: partitionNumber,
  /** How many pods at a time. */
  step: z.number('replicas').int('replicas').min(1, 'replicas').max(10_000, 'replicas'),
  soakSeconds: z.number('soak').int('soak').min(0, 'soak').max(86_400, 'soak'),
})
export type CanaryInput = z.infer<typeof canarySchema>

const revisionSchema = z.string().refine((text): text is ObjectName => isObjectName(text), 'dns_subdomain')

export const compareRevisionsSchema = z.strictObject({
  name: setNameSchema,
  from: revisionSchema,
  to: revisionSchema,
})
export type CompareRevisionsInput = z.infer<typeof compareRevisionsSchema>

export const previewRollbackSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  revision: revisionSchema,
})
export type PreviewRollbackInput = z.infer<typeof previewRollbackSchema>

/** `seen` names the template that the person saw the difference to. */
export const rollbackSchema = previewRollbackSchema.extend({ seen: z.string().max(64) })
export type RollbackInput = z.infer<typeof rollbackSchema>

export const unblockSchema = z.strictObject({
  name: setNameSchema,
  uid: uidSchema,
  pod: revisionSchema,
  podUid: uidSchema,
})
export type UnblockInput = z.infer<typeof unblockSchema>
