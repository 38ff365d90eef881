import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { isAppError } from '../../errors.ts'
import { eventStream } from '../../event-stream.ts'
import type { ObjectName } from '../../names.ts'
import type { OperationView } from '../../operations/schema.ts'
import { operationWatch } from '../../operations/watch.ts'
import { catalog } from '../list/catalog.ts'
import { readUnheard, type Unheard } from '../list/list.ts'
import type { OrdinalRow, SetDetail } from './detail.ts'
import { getStatefulSet } from './get.ts'
import { nearby } from './nearby.ts'
import { readSection, type SectionName, type Sections } from './sections.ts'
import type { ReadChanges } from './who.ts'

/** What changed on the page of one set; what did not is absent. */
export interface SetDelta {
  /** Null when the set is gone. */
  readonly set?: Omit<SetDetail, 'ordinals'> | null
  /** The ordinals that are there now, in order. */
  readonly order?: readonly number[]
  /** The ones of them that are new or different. */
  readonly ordinals?: readonly OrdinalRow[]
  readonly section?: { readonly name: SectionName; readonly data: Sections[SectionName] }
  /** Why the cluster is not heard; null when it is. */
  readonly unheard?: Unheard | null
  /** What is under way with the set, or ended with it a moment ago. */
  readonly operation?: OperationView | null
}

/** The set and one sub-page of it, then what changes, as server-sent events: `set` with a SetDelta, and `beat`. */
export function openLiveSet(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
  section: SectionName,
  readChanges: ReadChanges,
  signal: AbortSignal,
): Response {
  const { cluster, namespace } = scope.project
  const sender = new SetDeltaSender()
  const next = async () => {
    const delta = sender.next(await readParts(scope, name, section, readChanges))
    return delta === null ? null : { event: 'set', data: JSON.stringify(delta) }
  }
  const onChange = (changed: () => void) => {
    const ends = [
      catalog().board(cluster).follow(namespace, name, changed),
      nearby(cluster, namespace).onChange(changed),
      operationWatch().onChange(changed),
    ]
    return () => {
      for (const end of ends) end()
    }
  }
  return eventStream({ next, onChange }, signal)
}

interface Parts {
  /** Null when it is gone; undefined when the cluster cannot say. */
  readonly detail: SetDetail | null | undefined
  readonly section: SetDelta['section'] | undefined
  readonly unheard: Unheard | null
  readonly operation: OperationView | null
}

/** What cannot be read now is left as the browser has it. */
async function readParts(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
  section: SectionName,
  readChanges: ReadChanges,
): Promise<Parts> {
  const detail = await getStatefulSet(scope, name).catch(toUnknown)
  const data = detail === null ? null : await readSection(scope, name, section, readChanges).catch(toUnknown)
  return {
    detail,
    section: data ? { name: section, data } : undefined,
    unheard: readUnheard([scope])[0] ?? null,
    operation: operationWatch().of(scope.project.cluster, scope.project.namespace, name),
  }
}

function toUnknown(error: unknown): null | undefined {
  if (isAppError(error, 'not_found')) return null
  if (isAppError(error)) return undefined
  throw error
}

/** Compares what is there with what was sent last. */
export class SetDeltaSender {
  readonly #sent = new Map<string, string>()

  /** Null when the browser has it all. */
  next({ detail, section, unheard, operation }: Parts): SetDelta | null {
    const delta = {
      ...(detail ? this.#readSet(detail) : {}),
      ...(detail === null && this.#isNew('set', null) ? { set: null } : {}),
      ...(section !== undefined && this.#isNew('section', section) ? { section } : {}),
      ...(this.#isNew('unheard', unheard) ? { unheard } : {}),
      ...(this.#isNew('operation', operation) ? { operation } : {}),
    }
    return Object.keys(delta).length === 0 ? null : delta
  }

  #readSet({ ordinals, ...set }: SetDetail): SetDelta {
    const order = ordinals.map(({ ordinal }) => ordinal)
    const changed = ordinals.filter((row) => this.#isNew(`ordinal ${row.ordinal}`, row))
    return {
      ...(this.#isNew('set', set) ? { set } : {}),
      ...(this.#isNew('order', order) ? { order } : {}),
      ...(changed.length > 0 ? { ordinals: changed } : {}),
    }
  }

  #isNew(part: string, value: unknown): boolean {
    const text = JSON.stringify(value)
    if (this.#sent.get(part) === text) return false
    this.#sent.set(part, text)
    return true
  }
}
