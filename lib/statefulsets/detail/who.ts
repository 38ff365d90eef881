import type { ProjectScope } from '../../auth/scope.ts'
import type { ObjectName } from '../../names.ts'

/** What a person changed of a set through this console, as the record has it. */
export interface RecordedChange {
  /** The person's username. */
  readonly by: string
  /** The permission that was used. */
  readonly action: string
  readonly details: Readonly<Record<string, unknown>>
  /** When it was begun and when it was over, epoch ms. */
  readonly from: number
  readonly to: number
}

/** The record is another capability's: pages bring it. */
export type ReadChanges = (scope: ProjectScope, name: ObjectName) => Promise<readonly RecordedChange[]>

/** The name under which the API server knows this console in managedFields. */
const ownManager = 'ordinal'
/** The cluster tells times in whole seconds, by a clock of its own, ms. */
const slackMs = 2000
/** So long the controller may take to make a revision of a new template, ms. */
const controllerMs = 10_000

/** Who wrote fields, with the person for the writer that this console is, where the record tells. */
export function withPerson<W extends { readonly name: string; readonly at: string }>(
  writer: W,
  changes: readonly RecordedChange[],
): W & { readonly by: string | null } {
  const by = writer.name === ownManager ? lastBefore(changes, Date.parse(writer.at), slackMs) : null
  return { ...writer, by }
}

/** Who gave the set the template of which a revision was made at this time; null for somebody beside this console. */
export function whoMadeRevision(changes: readonly RecordedChange[], createdAt: string): string | null {
  return lastBefore(changes.filter(changesTemplate), Date.parse(createdAt), controllerMs)
}

/** The last one before; null also where that may have been one of several people. */
function lastBefore(changes: readonly RecordedChange[], at: number, lagMs: number): string | null {
  const possible = changes.filter(({ from, to }) => at >= from - slackMs && at <= to + lagMs)
  const newest = Math.max(...possible.map(({ from }) => from))
  const [by, ...others] = new Set(possible.filter(({ from }) => from > newest - slackMs).map((one) => one.by))
  return by === undefined || others.length > 0 ? null : by
}

function changesTemplate({ action, details }: RecordedChange): boolean {
  if (action === 'statefulset:edit') return String(details.changed).includes('spec.template.')
  // One by one, pods are deleted and the template stays.
  if (action === 'statefulset:restart') return details.to === undefined
  return action === 'statefulset:create' || action === 'statefulset:rollback'
}
