import { type Fields, fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import { resolve, type Schema, typeOf } from '../schema/types.ts'

/**
 * Merges by what the schema says of each list: those with a merge key item by item, others as a whole
 * (k8s.io/apimachinery/pkg/util/strategicpatch). `$patch: replace` takes the patch as it is, `$patch: delete` removes an
 * item, `$retainKeys` drops the fields that it does not name.
 */
export function strategicMerge(object: unknown, patch: unknown, type: string): unknown {
  return mergeFields(fieldsOf(object), fieldsOf(patch), typeOf(type).schema)
}

const directives = ['$patch', '$retainKeys']
const isDirective = (key: string) => directives.includes(key) || key.startsWith('$setElementOrder/')

function mergeFields(object: Fields, patch: Fields, schema: Schema): Fields {
  if (patch.$patch === 'replace') return withoutDirectives(patch)
  const retained = patch.$retainKeys === undefined ? null : listOf(patch.$retainKeys)
  const merged = Object.fromEntries(
    Object.entries(object).filter(([key]) => retained === null || retained.includes(key)),
  )
  for (const [key, value] of Object.entries(patch)) {
    const field = schema.properties?.[key] ?? schema.additionalProperties ?? {}
    const primitives = /^\$deleteFromPrimitiveList\/(.+)$/.exec(key)?.[1]
    if (primitives !== undefined)
      merged[primitives] = listOf(merged[primitives]).filter((item) => !listOf(value).includes(item))
    else if (isDirective(key)) continue
    else if (value === null) delete merged[key]
    else merged[key] = mergeValue(merged[key], value, field)
  }
  return merged
}

function mergeValue(object: unknown, patch: unknown, field: Schema): unknown {
  if (Array.isArray(patch)) return mergeList(listOf(object), patch, field)
  return isFields(patch) ? mergeFields(fieldsOf(object), patch, resolve(field).schema) : patch
}

function mergeList(list: readonly unknown[], patch: readonly unknown[], field: Schema): unknown {
  const isMerged = field['x-kubernetes-patch-strategy']?.split(',').includes('merge') === true
  const isReplaced = patch.some((item) => fieldsOf(item).$patch === 'replace')
  const items = patch.filter((item) => fieldsOf(item).$patch !== 'replace')
  if (!isMerged || isReplaced) return items.map(withoutDirectives)
  const key = field['x-kubernetes-patch-merge-key']
  if (key === undefined) return [...new Set([...list, ...items])]
  const merged = [...list]
  for (const item of items.map(fieldsOf)) {
    const at = merged.findIndex((one) => fieldsOf(one)[key] === item[key])
    if (item.$patch === 'delete') {
      if (at >= 0) merged.splice(at, 1)
    } else if (at < 0) merged.push(withoutDirectives(item))
    else merged[at] = mergeFields(fieldsOf(merged[at]), item, resolve(field.items ?? {}).schema)
  }
  return merged
}

function withoutDirectives<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDirectives) as T
  if (!isFields(value)) return value
  const entries = Object.entries(value).filter(([key]) => !isDirective(key))
  return Object.fromEntries(
    entries.map(([key, inner]) => [key, inner === null ? undefined : withoutDirectives(inner)]),
  ) as T
}
