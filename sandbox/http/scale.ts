import { fieldsOf } from '../../lib/manifests/read.ts'
import type { ObjectOf } from '../api/objects.ts'
import { patched } from '../api/patch.ts'
import { conflict, invalid } from '../api/status.ts'
import { decode } from '../schema/decode.ts'
import { type Call, readBody, sendJson } from './call.ts'
import { writerOf } from './write.ts'

const scaleType = 'io.k8s.api.autoscaling.v1.Scale'

/** The replicas of a set, and nothing else of it. */
export async function scale(call: Call): Promise<void> {
  const { sandbox, target, request, response, query } = call
  const namespace = target.namespace ?? ''
  const set = sandbox.api.get('statefulsets', namespace, target.name ?? '')
  const shown = scaleOf(set)
  if (request.method === 'GET') return sendJson(response, 200, shown)
  const body = await readBody(request)
  const isPatch = request.method === 'PATCH'
  const given = isPatch ? patched(shown, body, request.headers['content-type'] ?? '', scaleType) : body
  const { object } = decode(given, scaleType, query.get('fieldValidation') === 'Strict')
  const { resourceVersion, uid } = fieldsOf(object.metadata)
  const { name } = set.metadata
  if (uid !== undefined && uid !== set.metadata.uid)
    throw conflict(
      'statefulsets',
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${set.metadata.uid}`,
    )
  if (resourceVersion !== undefined && resourceVersion !== set.metadata.resourceVersion)
    throw conflict('statefulsets', name)
  const replicas = Number(fieldsOf(object.spec).replicas ?? 0)
  if (replicas < 0) throw negative(name, replicas)
  const spec = { ...fieldsOf(set.spec), replicas }
  sendJson(response, 200, scaleOf(sandbox.api.update('statefulsets', { ...set, spec }, writerOf(call))))
}

function scaleOf({ metadata, spec, status }: ObjectOf<'statefulsets'>): object {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  const selector = Object.entries(spec?.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // Go leaves a zero out.
    spec: spec?.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status?.replicas ?? 0, selector: selector.join(',') },
  }
}

function negative(name: string, replicas: number) {
  const message = `Invalid value: ${replicas}: must be greater than or equal to 0`
  return invalid('statefulsets', name, [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }])
}
