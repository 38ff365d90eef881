import { isFields } from '../../lib/manifests/read.ts'
import type { Draft } from '../api/objects.ts'
import { badRequest } from '../api/status.ts'
import { resolve, shortName, type Typed, typeOf } from './types.ts'

interface Decoding {
  readonly unknown: string[]
  readonly kind: string
}

/**
 * A JSON body as the type that it should be. Throws 400 for a value of another type, in the words of Go's decoder, and
 * with `fieldValidation=Strict` for all fields that nobody knows; otherwise drops these and gives them as warnings.
 */
export function decode(
  body: unknown,
  type: string,
  isStrict: boolean,
): { readonly object: Draft; readonly warnings: readonly string[] } {
  const decoding = { unknown: [], kind: shortName(type) }
  const object = decodeValue(body, typeOf(type), '', shortName(type), decoding) as Draft
  const unknown = decoding.unknown.map((path) => `unknown field ${JSON.stringify(path)}`)
  if (!isStrict || unknown.length === 0) return { object, warnings: unknown }
  const text = `strict decoding error: ${unknown.join(', ')}`
  throw badRequest(`${decoding.kind} in version "v1" cannot be handled as a ${decoding.kind}: ${text}`)
}

/** `place` is where Go says that a value is: the type that has the field, then the path without indices. */
function decodeValue(value: unknown, typed: Typed, path: string, owner: string, decoding: Decoding): unknown {
  const { name, schema } = typed
  const goType = goTypeOf(typed)
  if (goType === null) return value
  if (!fits(value, goType)) throw misfit(value, goType, owner, path, decoding)
  if (Array.isArray(value)) {
    const item = resolve(schema.items ?? {})
    return value.map((one, index) => decodeValue(one, item, `${path}[${index}]`, owner, decoding))
  }
  if (!isFields(value)) return quantityText(value, name)
  const inside = name === '' ? owner : shortName(name)
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const next = schema.properties?.[key] ?? schema.additionalProperties
    const at = path === '' ? key : `${path}.${key}`
    if (next === undefined && schema.properties !== undefined) decoding.unknown.push(at)
    // What is null was not said.
    if (inner === null || (next === undefined && schema.properties !== undefined)) return []
    return [
      [key, next === undefined ? inner : decodeValue(inner, resolve(next), at, inside, decoding)] as const,
    ]
  })
  return Object.fromEntries(entries)
}

type GoType =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'float'
  | 'list'
  | 'object'
  | 'quantity'
  | 'intstr'
  | 'time'

function goTypeOf({ name, schema }: Typed): GoType | null {
  if (schema.format === 'int-or-string') return 'intstr'
  if (shortName(name) === 'Quantity') return 'quantity'
  const byType: Readonly<Record<string, GoType>> = {
    string: schema.format === 'date-time' ? 'time' : 'string',
    boolean: 'bool',
    integer: schema.format === 'int64' ? 'int64' : 'int32',
    number: 'float',
    array: 'list',
    object: 'object',
  }
  return byType[schema.type ?? ''] ?? null
}

const quantity = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/

function fits(value: unknown, type: GoType): boolean {
  if (value === null) return true
  const tests: Readonly<Record<GoType, boolean>> = {
    string: typeof value === 'string',
    time: typeof value === 'string' && !Number.isNaN(Date.parse(value)),
    bool: typeof value === 'boolean',
    int32: isInt32(value),
    int64: Number.isInteger(value),
    float: typeof value === 'number',
    list: Array.isArray(value),
    object: isFields(value),
    quantity: typeof value === 'number' || (typeof value === 'string' && quantity.test(value)),
    intstr: isInt32(value) || typeof value === 'string',
  }
  return tests[type]
}

function isInt32(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31
}

function misfit(value: unknown, type: GoType, owner: string, path: string, { kind }: Decoding) {
  const is = Array.isArray(value) ? 'array' : isFields(value) ? 'object' : typeof value
  const shown = is === 'boolean' ? 'bool' : is === 'number' && /^int\d/.test(type) ? `number ${value}` : is
  const goNames: Readonly<Record<GoType, string>> = {
    ...{
      string: 'string',
      time: 'string',
      bool: 'bool',
      int32: 'int32',
      int64: 'int64',
      float: 'float64',
      list: '[]string',
    },
    ...{ object: 'map[string]string', quantity: 'resource.Quantity', intstr: 'intstr.IntOrString' },
  }
  const place = `${owner}.${path.replace(/\[\d+\]/g, '')}`
  const why =
    type === 'quantity' && !isFields(value) && !Array.isArray(value)
      ? `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`
      : `json: cannot unmarshal ${shown} into Go struct field ${place} of type ${goNames[type]}`
  return badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${why}`)
}

/** Quantities are texts on the wire, however they were written. */
function quantityText(value: unknown, type: string): unknown {
  return shortName(type) === 'Quantity' && typeof value === 'number' ? String(value) : value
}
