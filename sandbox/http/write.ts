import { fieldsOf, isFields } from '../../lib/manifests/read.ts'
import type { DeleteOptions } from '../api/deletion.ts'
import type { Writer } from '../api/metadata.ts'
import type { AnyObject } from '../api/objects.ts'
import { patched } from '../api/patch.ts'
import { podSecurityWarnings } from '../api/pod-security.ts'
import { apiVersionOf, resources } from '../api/resources.ts'
import { badRequest, StatusError } from '../api/status.ts'
import { decode } from '../schema/decode.ts'
import { type Call, readBody, sendJson } from './call.ts'

export async function create(call: Call): Promise<void> {
  const { sandbox, target, request } = call
  const { object, warnings } = decodeBody(call, await readBody(request))
  const made = sandbox.api.create(target.resource, object, writerOf(call))
  sendMade(call, 201, made, warnings)
}

/** With what there is to say of an object that was written. */
function sendMade(
  { sandbox, target, response }: Call,
  code: number,
  made: AnyObject,
  warnings: readonly string[],
): void {
  const more = podSecurityWarnings(sandbox.api.store, target.resource, made)
  sendJson(response, code, made, [...warnings, ...more])
}

export async function replace(call: Call): Promise<void> {
  const { sandbox, target, request } = call
  const { object, warnings } = decodeBody(call, await readBody(request))
  if (object.metadata.name !== target.name)
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${target.name})`,
    )
  const made = sandbox.api.update(target.resource, object, writerOf(call), partOf(call))
  sendMade(call, 200, made, warnings)
}

/** Changes what is there by the words of a patch: what comes out is checked as a whole object is. */
export async function patch(call: Call): Promise<void> {
  const { sandbox, target, request } = call
  const { type } = resources[target.resource]
  const body = await readBody(request)
  const old = sandbox.api.get(target.resource, target.namespace, target.name ?? '')
  const contentType = request.headers['content-type'] ?? ''
  const result = patched(old, body, contentType, type)
  const { object, warnings } = decodePatched(call, result, contentType)
  const wanted = target.subresource === 'ephemeralcontainers' ? withDebuggers(old, object) : object
  const made = sandbox.api.update(target.resource, wanted, writerOf(call), partOf(call))
  sendMade(call, 200, made, warnings)
}

/** What a patch by JSON alone makes is refused as an invalid patch where it cannot be read, with the whole of it. */
function decodePatched(call: Call, result: unknown, contentType: string): ReturnType<typeof decodeBody> {
  try {
    return decodeBody(call, result)
  } catch (error) {
    if (!(error instanceof StatusError) || contentType.includes('strategic')) throw error
    const why = error.message.replace(/^.* cannot be handled as a \w+: /, '')
    const message = `Invalid value: ${JSON.stringify(JSON.stringify(result))}: ${why}`
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }]
    throw new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes })
  }
}

/** A pod with other ephemeral containers, and with nothing else that is other. */
function withDebuggers(old: AnyObject, { metadata, spec }: AnyObject): AnyObject {
  const { ephemeralContainers } = fieldsOf(spec)
  const { uid, resourceVersion } = metadata
  return {
    ...old,
    metadata: { ...old.metadata, uid, resourceVersion },
    spec: { ...fieldsOf(old.spec), ephemeralContainers },
  }
}

export async function remove(call: Call): Promise<void> {
  const { sandbox, target, request, response, query } = call
  const body = fieldsOf(await readBody(request))
  const options: DeleteOptions = {
    ...body,
    isDryRun: query.get('dryRun') === 'All' || (Array.isArray(body.dryRun) && body.dryRun.includes('All')),
    ...(query.has('gracePeriodSeconds')
      ? { gracePeriodSeconds: Number(query.get('gracePeriodSeconds')) }
      : {}),
  }
  const left = sandbox.api.delete(target.resource, target.namespace, target.name ?? '', options)
  const isThere = sandbox.api.store.get(target.resource, target.namespace, target.name ?? '') !== undefined
  const { group, kind } = resources[target.resource]
  const details = {
    name: target.name,
    ...(group === '' ? {} : { group }),
    kind: target.resource,
    uid: left.metadata.uid,
  }
  const done = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
  sendJson(response, 200, isThere || kind === 'Pod' ? left : done)
}

/** A body as the object that the address names. Throws 400. */
function decodeBody(
  { target, query }: Call,
  body: unknown,
): { readonly object: AnyObject; readonly warnings: readonly string[] } {
  const { kind, type } = resources[target.resource]
  const given = fieldsOf(body)
  const apiVersion = apiVersionOf(resources[target.resource])
  if (given.kind !== undefined && given.kind !== kind)
    throw badRequest(`${given.kind} in version "${given.apiVersion}" cannot be handled as a ${kind}`)
  if (given.apiVersion !== undefined && given.apiVersion !== apiVersion)
    throw badRequest(
      `the API version in the data (${given.apiVersion}) does not match the expected API version (${apiVersion})`,
    )
  const { object, warnings } = decode(given, type, query.get('fieldValidation') === 'Strict')
  const metadata = isFields(object.metadata) ? object.metadata : {}
  if (metadata.namespace && target.namespace !== undefined && metadata.namespace !== target.namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  const placed = target.namespace === undefined ? metadata : { ...metadata, namespace: target.namespace }
  return { object: { ...object, apiVersion, kind, metadata: placed } as unknown as AnyObject, warnings }
}

/** Where the call names no manager, it is the program that calls: `kubectl` of `kubectl/v1.35`. */
export function writerOf({ target, query, request }: Call): Writer {
  const agent = request.headers['user-agent']?.split('/')[0]
  const { subresource } = target
  const manager = query.get('fieldManager') ?? agent ?? 'unknown'
  return { manager, subresource, isDryRun: query.get('dryRun') === 'All' }
}

function partOf({ target }: Call): 'spec' | 'status' {
  return target.subresource === 'status' ? 'status' : 'spec'
}
