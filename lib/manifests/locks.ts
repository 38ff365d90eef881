import { readSegment, segmentsOf } from './documents.ts'
import { type Fault, fault } from './fault.ts'
import { childAt, indexIn, type Path } from './path.ts'
import { type Fields, valueAt } from './read.ts'
import { same } from './values.ts'

/** What a set keeps for as long as it lives, each with the code of the sentence that says why and what to do instead. */
const locks = {
  locked_type: [['apiVersion'], ['kind']],
  locked_name: [['metadata', 'name']],
  locked_namespace: [['metadata', 'namespace']],
  locked_selector: [['spec', 'selector']],
  locked_service: [['spec', 'serviceName']],
  locked_order: [['spec', 'podManagementPolicy']],
  locked_claims: [['spec', 'volumeClaimTemplates']],
} as const satisfies Record<string, readonly Path[]>

export type Lock = keyof typeof locks

const places = Object.entries(locks).flatMap(([lock, paths]) =>
  paths.map((path): readonly [Lock, Path] => [lock as Lock, path]),
)

/** Why a path of a set cannot be changed; null when it can. */
export function lockOf(path: Path): Lock | null {
  return places.find(([, locked]) => locked.every((part, index) => part === path[index]))?.[0] ?? null
}

/** What is locked and other than it was. */
export function lockFaults(before: Fields, after: Fields): Fault[] {
  return places
    .filter(([, path]) => !same(valueAt(before, path), valueAt(after, path)))
    .map(([lock, path]) => fault(path, lock))
}

export interface LockedLines {
  readonly lock: Lock
  /** 1-based, both inclusive. */
  readonly from: number
  readonly to: number
}

/** The lines of a text of one set that hold what is locked; none while it cannot be read. */
export function lockedLines(text: string): LockedLines[] {
  const [segment, ...others] = segmentsOf(text).filter(({ empty }) => !empty)
  if (segment === undefined || others.length > 0) return []
  const source = readSegment(segment.text)
  if (source.faults.length > 0) return []
  const before = text.slice(0, segment.start).split('\n').length - 1
  return places.flatMap(([lock, path]) => {
    const range = rangeOf(source.document.contents, path)
    if (range === null) return []
    const lineAt = (offset: number) => before + source.lines.linePos(offset).line
    return [{ lock, from: lineAt(range[0]), to: lineAt(Math.max(range[0], range[1] - 1)) }]
  })
}

type Ranged = { readonly range?: readonly number[] | null } | null | undefined

/** From the key's first character to behind the value's last. */
function rangeOf(root: unknown, path: Path): readonly [number, number] | null {
  let parent = root
  let start: number | undefined
  for (const part of path) {
    const index = indexIn(parent, part)
    if (index === -1) return null
    const { key } = ((parent as { items?: { key?: Ranged }[] }).items?.[index] ?? {}) as { key?: Ranged }
    start = key?.range?.[0]
    parent = childAt(parent, index)
  }
  const end = (parent as Ranged)?.range?.[1]
  return start === undefined || end === undefined ? null : [start, end]
}
