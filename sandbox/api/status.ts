import type { Status } from '../../lib/kubernetes/types.ts'
import { qualified, type ResourceName, resources } from './resources.ts'

/** One complaint about a field, as `details.causes` has it. */
export interface Cause {
  readonly reason: string
  readonly message: string
  readonly field: string
}

/** An answer that is not a success. The texts are those of k8s.io/apimachinery/pkg/api/errors. */
export class StatusError extends Error {
  readonly status: Status
  /** In seconds, as the `Retry-After` header. */
  readonly retryAfter: number | undefined

  constructor(code: number, reason: string, message: string, details: Status['details'] = {}) {
    super(message)
    this.retryAfter = details.retryAfterSeconds
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details,
      code,
    }
  }
}

export function isReason(error: unknown, reason: string): boolean {
  return error instanceof StatusError && error.status.reason === reason
}

const about = (resource: ResourceName, name: string) => ({
  name,
  ...(resources[resource].group === '' ? {} : { group: resources[resource].group }),
  kind: resource,
})

export function notFound(resource: ResourceName, name: string): StatusError {
  return new StatusError(404, 'NotFound', `${qualified(resource)} "${name}" not found`, about(resource, name))
}

export function noSuchPath(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource')
}

export function alreadyExists(resource: ResourceName, name: string): StatusError {
  const message = `${qualified(resource)} "${name}" already exists`
  return new StatusError(409, 'AlreadyExists', message, about(resource, name))
}

export function conflict(resource: ResourceName, name: string, why?: string): StatusError {
  const modified =
    'the object has been modified; please apply your changes to the latest version and try again'
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why ?? modified}`
  return new StatusError(409, 'Conflict', message, about(resource, name))
}

export function forbidden(resource: ResourceName, name: string, why: string): StatusError {
  const object = name === '' ? qualified(resource) : `${qualified(resource)} "${name}"`
  return new StatusError(403, 'Forbidden', `${object} is forbidden: ${why}`, about(resource, name))
}

export function invalid(resource: ResourceName, name: string, causes: readonly Cause[]): StatusError {
  const { kind, group } = resources[resource]
  const texts = causes.map(({ field, message }) => `${field}: ${message}`)
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`
  const object = group === '' ? kind : `${kind}.${group}`
  const details = { ...about(resource, name), kind, causes: [...causes] }
  return new StatusError(422, 'Invalid', `${object} "${name}" is invalid: ${list}`, details)
}

/** Another object has the name: the server takes the uid of what was meant for an attempt to change it. */
export function immutableUid(resource: ResourceName, name: string, uid: string): StatusError {
  const message = `Invalid value: ${JSON.stringify(uid)}: field is immutable`
  return invalid(resource, name, [{ reason: 'FieldValueInvalid', message, field: 'metadata.uid' }])
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message)
}

export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message)
}
