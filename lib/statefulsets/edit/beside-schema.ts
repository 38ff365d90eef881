import { z } from 'zod'
import { isDnsLabel, isObjectName } from '../../names.ts'
import { companionResources } from '../replicas/foresight.ts'
import { setNameSchema, uidSchema } from '../schema.ts'

const objectNameSchema = z.string().refine(isObjectName, 'dns_subdomain')
const budgetRuleSchema = z.strictObject({
  kind: z.enum(['minAvailable', 'maxUnavailable']),
  value: z.union([
    z.number('budget_value').int('budget_value').min(0, 'budget_value').max(10_000, 'budget_value'),
    z.string().regex(/^(?:\d|[1-9]\d|100)%$/, 'budget_value'),
  ]),
})

/** A budget for the pods of a set: a new one, or another rule for the one that was seen. */
export const saveBudgetSchema = z.strictObject({
  set: z.strictObject({ name: setNameSchema, uid: uidSchema }),
  name: objectNameSchema,
  /** Null to make it. */
  seen: z.strictObject({ uid: uidSchema, rule: budgetRuleSchema }).nullable(),
  rule: budgetRuleSchema,
})
export type SaveBudgetInput = z.infer<typeof saveBudgetSchema>

const portNumber = z.number('port').int('port').min(1, 'port').max(65_535, 'port')
export const servicePortSchema = z.strictObject({
  /** Which port of the Service that was read; null for a new one. */
  was: z.number().int().min(0).max(200).nullable(),
  name: z.string().refine((name) => name === '' || isDnsLabel(name), 'dns_label'),
  port: portNumber,
  /** A number, a port's name, or '' for the same number. */
  targetPort: z.union([portNumber, z.string().max(63)]),
  protocol: z.enum(['TCP', 'UDP', 'SCTP']),
})

/** A Service for the pods of a set: a new one, or other ports for the one that was read. */
export const saveServiceSchema = z.strictObject({
  set: z.strictObject({ name: setNameSchema, uid: uidSchema }),
  name: objectNameSchema.refine((name) => isDnsLabel(name) && /^[a-z]/.test(name), 'service_name'),
  /** Null to make it. */
  seen: z.strictObject({ uid: uidSchema, resourceVersion: z.string().max(64) }).nullable(),
  isHeadless: z.boolean(),
  ports: z
    .array(servicePortSchema)
    .max(100)
    .refine(
      (ports) => new Set(ports.map((one) => `${one.port}/${one.protocol}`)).size === ports.length,
      'duplicate',
    )
    .refine((ports) => ports.length < 2 || ports.every(({ name }) => name !== ''), 'service_port_name'),
  /** Lets it select the pods of the set, whatever it selected. */
  takesPods: z.boolean(),
})
export type SaveServiceInput = z.infer<typeof saveServiceSchema>

/** What stands beside a set and is deleted alone. */
export const selectCompanionSchema = z.strictObject({
  set: z.strictObject({ name: setNameSchema, uid: uidSchema }),
  resource: z.enum(companionResources).exclude(['horizontalpodautoscalers']),
  name: objectNameSchema,
})
export type SelectCompanionInput = z.infer<typeof selectCompanionSchema>

export const deleteCompanionSchema = selectCompanionSchema
  .extend({ uid: uidSchema, confirmation: z.string() })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type DeleteCompanionInput = z.infer<typeof deleteCompanionSchema>

export const selectServiceSchema = z.strictObject({ name: objectNameSchema })
