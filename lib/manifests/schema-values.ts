import * as z from 'zod/mini'
import { isDnsLabel, isDnsSubdomain } from '../names.ts'
import { type QuantityFault, readQuantity } from './quantity.ts'
import { type Fields, isFields, isLeftOut } from './read.ts'

/*
 * The values of a manifest as zod schemas. A message is a code under `fields` in the messages, with data for that text
 * after a colon; where it gives none, the value itself is the data. Rules: kubernetes/apimachinery pkg/util/validation.
 */

// The pages' content security policy forbids making code of text, which zod would try.
z.config({ jitless: true })

const int32 = 2 ** 31 - 1

export function text() {
  return z.string({
    error: ({ input }) => wrongType(input, typeof input === 'object' ? 'text' : 'text_quotes'),
  })
}

/** Text that obeys a rule; `code` says which. Empty is the same as left out. */
export function ruled(isRight: (value: string) => boolean, code: string) {
  return text().check(z.minLength(1, { error: 'required', abort: true }), z.refine(isRight, code))
}

export function filled() {
  return ruled(() => true, 'text')
}

export function flag() {
  return z.boolean({ error: ({ input }) => wrongType(input, 'boolean') })
}

export function whole(least = 0, most = int32) {
  const range = `whole: ${least} – ${most}`
  return z
    .number({
      error: ({ input }) =>
        wrongType(input, typeof input === 'string' && /^\d+$/.test(input) ? 'number_quoted' : range),
    })
    .check(z.int(range), z.gte(least, range), z.lte(most, { error: range, abort: true }))
}

export function choice(...values: readonly [string, ...string[]]) {
  return z.enum(values, { error: ({ input }) => wrongType(input, `choice: ${values.join(', ')}`) })
}

export function list<T extends z.ZodMiniType>(item: T) {
  return z.array(item, { error: ({ input }) => wrongType(input, 'list') })
}

/** The fields that the form knows; what else stands there passes, as the cluster's own schema judges it. */
export function group<T extends z.core.$ZodShape>(shape: T) {
  return z.looseObject(shape, { error: ({ input }) => wrongType(input, 'group') })
}

/** A rule over a value of any type, that gives a code. Left out is right. */
export function judged(check: (value: unknown) => string | null) {
  return z.optional(
    z.unknown().check(
      z.superRefine((value, context) => {
        const code = isLeftOut(value) ? null : check(value)
        if (code !== null) context.addIssue({ code: 'custom', message: code })
      }),
    ),
  )
}

/** The same where something must be given. */
export function demanded(check: (value: unknown) => string | null) {
  return z.unknown().check(
    z.superRefine((value, context) => {
      const code = isLeftOut(value) || value === '' ? 'required' : check(value)
      if (code !== null) context.addIssue({ code: 'custom', message: code })
    }),
  )
}

/** A map of names to texts, or none; `check` gives a code for a bad pair. */
export function textMap(check: (key: string, value: string) => string | null, isSmall = (_: Fields) => true) {
  return z.optional(
    z.unknown().check(
      z.superRefine((map, context) => {
        const complain = (message: string, path: string[] = []) =>
          context.addIssue({ code: 'custom', message, path })
        if (isLeftOut(map)) return
        if (!isFields(map)) return complain('group')
        for (const [key, value] of Object.entries(map)) {
          const code = typeof value === 'string' ? check(key, value) : textCode(value)
          if (code !== null) complain(code, [key])
        }
        if (!isSmall(map)) complain('annotations_large')
      }),
    ),
  )
}

export function dnsLabel() {
  return ruled(isDnsLabel, 'dns_label')
}

export function dnsSubdomain() {
  return ruled(isDnsSubdomain, 'dns_subdomain')
}

const labelName = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/

export function isLabelKey(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').reverse()
  return more.length === 0 && labelName.test(name) && (prefix === undefined || isDnsSubdomain(prefix))
}

export function isLabelValue(value: string): boolean {
  return value === '' || labelName.test(value)
}

export function labels() {
  return textMap((key, value) => {
    if (!isLabelKey(key)) return `label_key: ${key}`
    return isLabelValue(value) ? null : 'label_value'
  })
}

const maxAnnotationBytes = 256 * 1024

export function annotations() {
  const bytes = (value: unknown) => new TextEncoder().encode(String(value)).length
  return textMap(
    (key) => (isLabelKey(key.toLowerCase()) ? null : `annotation_key: ${key}`),
    (map) =>
      Object.entries(map).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0) <=
      maxAnnotationBytes,
  )
}

export function quantityFault(value: unknown): QuantityFault | 'quantity_negative' | null {
  const amount = readQuantity(value)
  if (typeof amount === 'string') return amount
  return amount < 0n ? 'quantity_negative' : null
}

export function quantity() {
  return judged(quantityFault)
}

const portName = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/

export function isPortName(value: string): boolean {
  return portName.test(value)
}

export function port() {
  return whole(1, 65535)
}

/** A port's number, or the name of one of the container's. */
export function portReference() {
  return demanded(portReferenceFault)
}

export function portReferenceFault(value: unknown): string | null {
  if (typeof value === 'string' && /^\d+$/.test(value)) return 'number_quoted'
  if (typeof value === 'string') return isPortName(value) ? null : 'port_name'
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 65535 ? null : 'whole: 1 – 65535'
}

/** A count of pods or a share of them; apps/validation's IntOrPercent. */
export function countOrShare(least: number) {
  return judged((value) => {
    if (typeof value === 'string' && /^\d+$/.test(value)) return 'number_quoted'
    const share = typeof value === 'string' ? /^(\d{1,3})%$/.exec(value)?.[1] : undefined
    const isRight = share === undefined ? Number.isInteger(value) : Number(share) <= 100
    return isRight && Number(share ?? value) >= least ? null : `count_or_share: ${least}`
  })
}

function textCode(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'text' : 'text_quotes'
}

function wrongType(input: unknown, code: string): string {
  return isLeftOut(input) ? 'required' : code
}
