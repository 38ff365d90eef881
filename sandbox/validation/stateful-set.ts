import { type Fields, fieldsOf, listOf } from '../../lib/manifests/read.ts'
import { isSelected } from '../../lib/manifests/selector.ts'
import type { Causes } from './causes.ts'
import { atLeast, type Check, formatted } from './checks.ts'
import { dnsLabel } from './formats.ts'

export const selectorOperators: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist']

/** pkg/apis/apps/validation ValidateStatefulSetSpec. */
export const statefulSetSpec: readonly Check[] = [
  podManagement,
  updateStrategy,
  atLeast(0, 'replicas', 'minReadySeconds'),
  formatted('serviceName', dnsLabel),
  selector,
  template,
]

function podManagement({ podManagementPolicy: policy }: Fields, path: string, causes: Causes): void {
  if (policy !== 'OrderedReady' && policy !== 'Parallel')
    causes.invalid(`${path}.podManagementPolicy`, policy, "must be 'OrderedReady' or 'Parallel'")
}

function updateStrategy(spec: Fields, path: string, causes: Causes): void {
  const { type, rollingUpdate } = fieldsOf(spec.updateStrategy)
  const place = `${path}.updateStrategy`
  if (type !== 'RollingUpdate' && type !== 'OnDelete')
    causes.invalid(place, spec.updateStrategy, "must be 'RollingUpdate' or 'OnDelete'")
  else if (type === 'OnDelete' && rollingUpdate !== undefined)
    causes.invalid(`${place}.rollingUpdate`, rollingUpdate, "only allowed for updateStrategy 'RollingUpdate'")
  else rolling(fieldsOf(rollingUpdate), `${place}.rollingUpdate`, causes)
}

function rolling(object: Fields, path: string, causes: Causes): void {
  atLeast(0, 'partition')(object, path, causes)
  const { maxUnavailable: most } = object
  const place = `${path}.maxUnavailable`
  if (typeof most === 'number' && most < 0) causes.invalid(place, most, 'must be greater than or equal to 0')
  if (typeof most === 'string' && !/^\d+%$/.test(most))
    causes.invalid(place, most, "a valid percent string must be a numeric string followed by an ending '%'")
  if (most === 0 || most === '0%') causes.invalid(place, most, 'cannot be 0')
  if (typeof most === 'string' && Number.parseInt(most, 10) > 100)
    causes.invalid(place, most, 'must not be greater than 100%')
}

function selector(spec: Fields, path: string, causes: Causes): void {
  const { matchLabels, matchExpressions } = fieldsOf(spec.selector)
  const count = Object.keys(fieldsOf(matchLabels)).length + listOf(matchExpressions).length
  const isKnown = (one: unknown) => selectorOperators.includes(String(fieldsOf(one).operator))
  const { labels = null } = fieldsOf(fieldsOf(spec.template).metadata)
  if (spec.selector === undefined) causes.required(`${path}.selector`)
  else if (count === 0)
    causes.invalid(`${path}.selector`, spec.selector, 'empty selector is invalid for statefulset')
  // No selector at all selects nothing, an empty one everything.
  if (!listOf(matchExpressions).every(isKnown)) causes.invalid(`${path}.selector`, spec.selector, '')
  else if (spec.selector === undefined || !isSelected(spec.selector, labels))
    causes.invalid(`${path}.template.metadata.labels`, labels, '`selector` does not match template `labels`')
}

function template(spec: Fields, path: string, causes: Causes): void {
  const { restartPolicy, activeDeadlineSeconds } = fieldsOf(fieldsOf(spec.template).spec)
  const place = `${path}.template.spec`
  if (restartPolicy !== 'Always') causes.notSupported(`${place}.restartPolicy`, restartPolicy, ['Always'])
  if (activeDeadlineSeconds !== undefined)
    causes.forbidden(
      `${place}.activeDeadlineSeconds`,
      'activeDeadlineSeconds in StatefulSet is not Supported',
    )
}
