import { isFields } from '../../lib/manifests/read.ts'

/** Whether two values are the same as JSON: a field that is undefined is one that is not there. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSameJson(item, other[index]))
  if (!isFields(one) || !isFields(other)) return false
  const isIn = (key: string) => isSameJson(one[key], other[key])
  return (
    Object.keys(one).every(isIn) && Object.keys(other).every((key) => key in one || other[key] === undefined)
  )
}
