import { fieldsOf, listOf } from './read.ts'

/** Whether labels satisfy a label selector (apimachinery's LabelSelectorAsSelector). An empty one takes all. */
export function isSelected(selector: unknown, labels: unknown): boolean {
  const has = fieldsOf(labels)
  const { matchLabels, matchExpressions } = fieldsOf(selector)
  return (
    Object.entries(fieldsOf(matchLabels)).every(([key, value]) => has[key] === value) &&
    listOf(matchExpressions).every((requirement) => isSatisfied(requirement, has))
  )
}

function isSatisfied(requirement: unknown, labels: Readonly<Record<string, unknown>>): boolean {
  const { key, operator, values } = fieldsOf(requirement)
  if (typeof key !== 'string') return true
  const isThere = Object.hasOwn(labels, key)
  if (operator === 'Exists') return isThere
  if (operator === 'DoesNotExist') return !isThere
  const isAmong = isThere && listOf(values).includes(labels[key])
  return operator === 'NotIn' ? !isAmong : isAmong
}
