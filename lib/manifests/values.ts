import { stringify } from 'yaml'
import { AppError } from '../errors.ts'
import { type Path, pathText } from './path.ts'

/** The value at a path, `undefined` where nothing is. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value
  for (const segment of path) {
    if (!isObject(found) || !Object.hasOwn(found, segment)) return undefined
    if (Array.isArray(found) && typeof segment !== 'number') return undefined
    found = (found as Record<string | number, unknown>)[segment]
  }
  return found
}

/**
 * A copy with the value put at the path. Parents that are missing or null become maps, or sequences where the next
 * segment is a number. Throws `invalid` where a scalar or a sequence's end is in the way: nothing of it is overwritten.
 */
export function withValue(value: unknown, path: Path, put: unknown, walked: Path = []): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return put
  const here = [...walked, segment]
  const parent = value ?? (typeof segment === 'number' ? [] : {})
  if (Array.isArray(parent)) {
    if (typeof segment !== 'number' || segment < 0 || segment > parent.length) throw blocked(here)
    return parent.toSpliced(segment, 1, withValue(parent[segment], rest, put, here))
  }
  if (!isObject(parent) || !isPlain(parent)) throw blocked(here)
  const child = Object.hasOwn(parent, segment) ? (parent as Record<string, unknown>)[segment] : undefined
  return { ...parent, [segment]: withValue(child, rest, put, here) }
}

/** A copy without the key or item at the path, which must be there. */
export function withoutValue(value: unknown, path: Path): unknown {
  const parent = valueAt(value, path.slice(0, -1))
  const last = path.at(-1)
  if (Array.isArray(parent)) return withValue(value, path.slice(0, -1), parent.toSpliced(Number(last), 1))
  const left = Object.entries(parent as object).filter(([key]) => key !== String(last))
  return withValue(value, path.slice(0, -1), Object.fromEntries(left))
}

/** Deeply equal, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (isNumber(a) && isNumber(b)) return typeof a !== typeof b && Number(a) === Number(b)
  if (!isObject(a) || !isObject(b)) return false
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]))
  }
  if (Array.isArray(b)) return false
  if (!isPlain(a) || !isPlain(b)) return stringify(a) === stringify(b)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same((a as never)[key], (b as never)[key]))
  )
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype
}

export function blocked(path: Path): AppError {
  return new AppError('invalid', {
    message: `nothing can be put at ${pathText(path)}`,
    fields: [{ path: pathText(path), code: 'manifest_path' }],
  })
}

/** A copy as JSON would carry it, which is what an object of Kubernetes can hold; numbers are JavaScript's. */
export function jsonOf(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value, (_, item) =>
    typeof item === 'bigint' ? Number(item) : item,
  )
  if (text === undefined) throw new TypeError('only what JSON can hold is put into a manifest')
  return JSON.parse(text)
}
