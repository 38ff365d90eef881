import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isFields } from '../../lib/manifests/read.ts'
import type { Draft } from '../api/objects.ts'

/** A schema as Kubernetes publishes it (OpenAPI 3.0). */
export interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly type?: string
  readonly format?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema
  readonly items?: Schema
  readonly 'x-kubernetes-patch-merge-key'?: string
  readonly 'x-kubernetes-patch-strategy'?: string
}

export const types = JSON.parse(
  readFileSync(join(import.meta.dirname, 'kubernetes.json'), 'utf8'),
) as Readonly<Record<string, Schema>>

/** A schema with the name of its type, '' where it has none of its own. */
export interface Typed {
  readonly name: string
  readonly schema: Schema
}

export function typeOf(name: string): Typed {
  return { name, schema: types[name] ?? {} }
}

export function resolve(schema: Schema): Typed {
  const ref = schema.$ref ?? schema.allOf?.[0]?.$ref
  return ref === undefined ? { name: '', schema } : typeOf(ref.slice(ref.lastIndexOf('/') + 1))
}

/** `PodSpec` of `io.k8s.api.core.v1.PodSpec`. */
export function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1)
}

/** What is inside of a value: its fields, the entries of a map or of a list, each with its schema and path. */
export function children(value: unknown, schema: Schema, path: string): [unknown, Schema, string][] {
  if (Array.isArray(value)) return value.map((item, index) => [item, schema.items ?? {}, `${path}[${index}]`])
  if (!isFields(value)) return []
  const { properties, additionalProperties } = schema
  return Object.entries(value).flatMap(([key, inner]): [unknown, Schema, string][] => {
    const field = properties?.[key]
    if (field !== undefined) return [[inner, field, path === '' ? key : `${path}.${key}`]]
    return additionalProperties === undefined ? [] : [[inner, additionalProperties, `${path}[${key}]`]]
  })
}

/** Calls for every object of a named type within a value, from the outside in. */
export function visit(
  value: unknown,
  { name, schema }: Typed,
  look: (type: string, object: Draft, path: string) => void,
  path = '',
): void {
  if (name !== '' && isFields(value)) look(shortName(name), value as Draft, path)
  for (const [inner, next, at] of children(value, schema, path)) visit(inner, resolve(next), look, at)
}
