import { readQuantity } from '../../lib/manifests/quantity.ts'
import { type Fields, fieldsOf, isFields, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import { type Check, formatted, isAbsent, oneOf, required, unique } from './checks.ts'
import { dnsLabel, environmentName } from './formats.ts'

/** pkg/apis/core/validation validateContainers. */
const anyContainer: readonly Check[] = [
  required('name', 'image'),
  formatted('name', dnsLabel),
  oneOf('imagePullPolicy', 'Always', 'IfNotPresent', 'Never'),
  mountPaths,
]

export const container: readonly Check[] = [...anyContainer, unique('ports', 'name'), probes]

/** One that looks around serves nothing. */
export const ephemeralContainer: readonly Check[] = [...anyContainer, noService]

export const envVar: readonly Check[] = [required('name'), formatted('name', environmentName), valueFrom]

export const resources: readonly Check[] = [amounts]

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef']

function valueFrom(variable: Fields, path: string, causes: Causes): void {
  if (variable.valueFrom === undefined) return
  const place = `${path}.valueFrom`
  const given = sources.filter((source) => isFields(fieldsOf(variable.valueFrom)[source]))
  const one =
    'must specify one of: `configMapKeyRef`, `fieldRef`, `fileKeyRef`, `resourceFieldRef` or `secretKeyRef`'
  if (given.length === 0) causes.invalid(place, '', one)
  if (!isAbsent(variable.value)) causes.invalid(place, '', 'may not be specified when `value` is not empty')
  else if (given.length > 1) causes.invalid(place, '', 'may not have more than one field specified at a time')
}

function mountPaths(object: Fields, path: string, causes: Causes): void {
  const seen = new Set<unknown>()
  listOf(object.volumeMounts).forEach((mount, index) => {
    const { mountPath } = fieldsOf(mount)
    if (seen.has(mountPath))
      causes.invalid(`${path}.volumeMounts[${index}].mountPath`, mountPath, 'must be unique')
    seen.add(mountPath)
  })
}

const services = ['ports', 'resources', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle']

function noService(object: Fields, path: string, causes: Causes): void {
  for (const key of services)
    if (Object.keys(Object(object[key])).length > 0)
      causes.forbidden(`${path}.${key}`, 'cannot be set for an Ephemeral Container')
}

/** A container that is to be restarted or stopped is so at the first success. */
function probes(object: Fields, path: string, causes: Causes): void {
  for (const key of ['livenessProbe', 'startupProbe']) {
    const { successThreshold } = fieldsOf(object[key])
    if (successThreshold !== undefined && successThreshold !== 1)
      causes.invalid(`${path}.${key}.successThreshold`, successThreshold, 'must be 1')
  }
  const { terminationGracePeriodSeconds: grace } = fieldsOf(object.readinessProbe)
  if (grace !== undefined)
    causes.invalid(
      `${path}.readinessProbe.terminationGracePeriodSeconds`,
      grace,
      'must not be set for readinessProbes',
    )
}

function amounts({ requests, limits }: Fields, path: string, causes: Causes): void {
  for (const [list, quantities] of Object.entries({ limits, requests }))
    for (const [name, quantity] of Object.entries(fieldsOf(quantities))) {
      const amount = readQuantity(quantity)
      if (typeof amount === 'bigint' && amount < 0n)
        causes.invalid(`${path}.${list}[${name}]`, quantity, 'must be greater than or equal to 0')
    }
  for (const [name, quantity] of Object.entries(fieldsOf(requests))) {
    const [request, limit] = [readQuantity(quantity), readQuantity(fieldsOf(limits)[name])]
    if (typeof request === 'bigint' && typeof limit === 'bigint' && request > limit)
      causes.invalid(
        `${path}.requests`,
        quantity,
        `must be less than or equal to ${name} limit of ${fieldsOf(limits)[name]}`,
      )
  }
}
