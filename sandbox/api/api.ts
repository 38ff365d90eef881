import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { applyDefaults } from '../schema/defaults.ts'
import { validate } from '../validation/validate.ts'
import { admit, requirePermission } from './admission.ts'
import { type DeleteOptions, markDeleted } from './deletion.ts'
import { generatedName, signed, type Writer } from './metadata.ts'
import type { AnyObject, ObjectOf } from './objects.ts'
import { apiVersionOf, type ResourceName, resources } from './resources.ts'
import { isSameJson } from './same.ts'
import { alreadyExists, conflict, immutableUid, notFound } from './status.ts'
import type { Store } from './store.ts'

/** The parts of an object that are written apart from each other. */
export type Part = 'spec' | 'status'

/** Resources whose `metadata.generation` counts the changes of what is wanted. */
const counted: readonly ResourceName[] = ['statefulsets', 'pods', 'poddisruptionbudgets']

/**
 * What may be done to objects, with what every write goes through: defaults, admission, validation, then the store.
 * Controllers use it as people do, so that a quota refuses them as well.
 */
export class Api {
  readonly store: Store
  readonly clock: Clock

  constructor(store: Store, clock: Clock) {
    this.store = store
    this.clock = clock
  }

  /** Throws 404. */
  get<R extends ResourceName>(resource: R, namespace: string | undefined, name: string): ObjectOf<R> {
    const object = this.store.get(resource, namespace, name)
    if (object === undefined) throw notFound(resource, name)
    return object
  }

  /** What comes back has all that the server fills in. Throws 403, 409 and 422. */
  create<R extends ResourceName>(resource: R, input: object, writer: Writer): ObjectOf<R> {
    const { kind, type } = resources[resource]
    const { metadata, ...rest } = structuredClone(input) as AnyObject
    const object = {
      ...rest,
      apiVersion: apiVersionOf(resources[resource]),
      kind,
      metadata: {
        ...metadata,
        name: metadata.name || generatedName(metadata.generateName),
        uid: randomUUID(),
        creationTimestamp: this.clock.stamp(),
        ...(counted.includes(resource) ? { generation: 1 } : {}),
      },
    }
    const { namespace, name } = object.metadata
    applyDefaults(object, type)
    const admitted = admit(this.store, resource, object, undefined)
    validate(resource, admitted)
    requirePermission(this.store, resource, admitted, undefined)
    if (this.store.get(resource, namespace, name) !== undefined) throw alreadyExists(resource, name)
    const made = signed(admitted, undefined, writer, this.clock) as ObjectOf<R>
    return writer.isDryRun === true ? made : this.store.put(resource, made)
  }

  /**
   * Puts one part of an object in place of what is there. Its resourceVersion and uid, where it has them, are
   * preconditions. Throws 404, 409, 403 and 422.
   */
  update<R extends ResourceName>(
    resource: R,
    input: object,
    writer: Writer,
    part: Part = 'spec',
  ): ObjectOf<R> {
    // What is stored is shared, and the defaults are filled in place.
    const given = (part === 'spec' ? structuredClone(input) : input) as AnyObject
    const { namespace, name, uid, resourceVersion } = given.metadata
    const old: AnyObject = this.get(resource, namespace, name)
    if (uid && uid !== old.metadata.uid) throw immutableUid(resource, name, uid)
    if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) throw conflict(resource, name)
    const merged = part === 'status' ? { ...old, status: given.status } : withStatus(given, old.status)
    const object = { ...merged, metadata: { ...given.metadata, ...kept(old) } }
    if (part === 'spec') applyDefaults(object, resources[resource].type)
    const isOther = part === 'spec' && !isSameJson(object.spec, old.spec)
    if (isOther && counted.includes(resource)) object.metadata.generation = (old.metadata.generation ?? 0) + 1
    const admitted = part === 'spec' ? admit(this.store, resource, object, old) : object
    if (part === 'spec') {
      validate(resource, admitted, old)
      requirePermission(this.store, resource, admitted, old)
    }
    if (isSame(admitted, old)) return old as ObjectOf<R>
    const made = signed(
      admitted,
      old,
      part === 'status' ? { ...writer, subresource: part } : writer,
      this.clock,
    ) as ObjectOf<R>
    if (writer.isDryRun === true) return made
    if (isGone(made)) return this.#remove(resource, made)
    return this.store.put(resource, made)
  }

  /** What is left of it: nothing more, or an object that something still has to be done for. Throws 404 and 409. */
  delete<R extends ResourceName>(
    resource: R,
    namespace: string | undefined,
    name: string,
    options: DeleteOptions = {},
  ): ObjectOf<R> {
    const object: AnyObject = this.get(resource, namespace, name)
    const { uid, resourceVersion } = options.preconditions ?? {}
    if (uid !== undefined && uid !== object.metadata.uid)
      throw conflict(resource, name, uidMismatch(uid, object.metadata.uid))
    if (resourceVersion !== undefined && resourceVersion !== object.metadata.resourceVersion)
      throw conflict(
        resource,
        name,
        `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${object.metadata.resourceVersion}`,
      )
    if (options.isDryRun === true) return object as ObjectOf<R>
    const marked = markDeleted(resource, object, options, this.clock)
    if (marked === null || isGone(marked)) return this.#remove(resource, object)
    return marked === object ? (object as ObjectOf<R>) : this.store.put(resource, marked as ObjectOf<R>)
  }

  #remove<R extends ResourceName>(resource: R, object: AnyObject): ObjectOf<R> {
    this.store.remove(resource, object.metadata.namespace, object.metadata.name)
    return object as ObjectOf<R>
  }
}

function withStatus({ status: _, ...object }: AnyObject, status: unknown): AnyObject {
  return status === undefined ? object : { ...object, status }
}

/** What nobody can change of an object's metadata. */
function kept({ metadata }: AnyObject) {
  const {
    annotations: _a,
    labels: _l,
    finalizers: _f,
    ownerReferences: _o,
    managedFields: _m,
    ...rest
  } = metadata
  return rest
}

/** Deleted, with nothing left to wait for. */
function isGone({ metadata, kind }: AnyObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = metadata
  const isOver = kind !== 'Pod' || deletionGracePeriodSeconds === 0
  return deletionTimestamp !== undefined && isOver && (finalizers ?? []).length === 0
}

/** Who wrote what, and when, makes no difference. */
function isSame(one: AnyObject, other: AnyObject): boolean {
  const essence = ({ metadata: { managedFields: _, ...metadata }, ...rest }: AnyObject) => ({
    ...rest,
    metadata,
  })
  return isSameJson(essence(one), essence(other))
}

function uidMismatch(wanted: string, found: string): string {
  return `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${found}`
}
