import type { FieldError } from '@/lib/errors'
import { objectOf } from '@/lib/manifests/fault'
import type { Follower, Related } from '@/lib/manifests/follow'
import type { Lens } from '@/lib/manifests/lens'
import { type DroppedField, type Manifest, parseManifests } from '@/lib/manifests/parse'
import type { Path } from '@/lib/manifests/path'
import { putLines, putRows } from '@/lib/manifests/put-entries'
import { putField } from '@/lib/manifests/put-field'
import { valueAt } from '@/lib/manifests/read'
import { type Parts, partsOf, type Role } from '@/lib/manifests/roles'
import { isWhole, type Row, rowsIn } from '@/lib/manifests/rows'
import { afterPress } from './after-press'
import { type Doubt, doubtsOf, type Facts } from './doubts'
import type { At } from './field-at'

export interface DraftState {
  /** The truth: what the form, the code and the review are views of. */
  readonly text: string
  /** Of the last text that could be read. */
  readonly manifests: readonly Manifest[]
  readonly parts: Parts
  /** What only the server writes, and is not sent. */
  readonly dropped: readonly DroppedField[]
  /** Why the text cannot be read; the form rests until that is mended. */
  readonly syntax: readonly FieldError[]
  /** What is wrong with it by our rules. */
  readonly own: readonly FieldError[]
  /** Whether the rules are here already. */
  readonly isChecked: boolean
  /** The same, and what the server said of it when it was last asked. */
  readonly complaints: readonly FieldError[]
  /** What the cluster says against fields. */
  readonly doubts: readonly Doubt[]
  /** Rows that no map can hold yet, by field. */
  readonly pending: ReadonlyMap<string, readonly Row[]>
  /** What the last change of a name or a label brought with it. */
  readonly followers: readonly Follower[]
}

/** A complaint of the server, and the value that it was about. */
interface Said {
  readonly complaint: FieldError
  readonly about: string
}

/** What is wrong with manifests by our own rules. */
export type Check = (manifests: readonly Manifest[]) => readonly FieldError[]

/** Somebody types in one field, and what other places held when they began: half a word decides nothing. */
interface Typing {
  readonly field: string
  readonly before: readonly Manifest[]
}

/** How long somebody rests before what they typed goes into the text, ms; longer where reading the text would hold up the next key. */
const restMs = 150
const restTimes = 5

/** One draft in this page. Fields read and write through it, each its own place. */
export class DraftStore {
  #check: Check | null
  readonly #listeners = new Set<() => void>()
  readonly #typed = new Map<string, () => void>()
  #said: readonly Said[] = []
  #typing: Typing | null = null
  #facts: Facts = { name: '', told: {} }
  #timer: ReturnType<typeof setTimeout> | null = null
  #readMs = 0
  #state: DraftState

  constructor(
    { text, pending }: { readonly text: string; readonly pending: ReadonlyMap<string, readonly Row[]> },
    check: Check | null,
  ) {
    this.#check = check
    const empty = {
      dropped: [],
      manifests: [],
      parts: partsOf([]),
      syntax: [],
      own: [],
      isChecked: false,
      complaints: [],
      doubts: [],
      followers: [],
    }
    this.#state = this.#read({ ...empty, text, pending }, text)
  }

  get state(): DraftState {
    return this.#state
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Takes over what another store of this draft held. */
  restore({ text, pending }: Pick<DraftState, 'text' | 'pending'>): void {
    this.#typing = null
    this.#change(this.#read({ ...this.#state, pending, followers: [] }, text))
  }

  /** Judges by other rules from now on. */
  setCheck(check: Check): void {
    this.#check = check
    this.#change(this.#read(this.#state, this.#state.text))
  }

  setText(text: string): void {
    this.#typing = null
    if (text !== this.#state.text) this.#change(this.#read({ ...this.#state, followers: [] }, text))
  }

  /** The value at a field; undefined when its document is not there. */
  valueAt([role, ...path]: At): unknown {
    return valueAt(this.#state.parts[role]?.object, path)
  }

  /** The rows of a map: as they are typed, or else as they stand in the text. */
  rowsAt(name: string, [role, ...path]: At): readonly Row[] {
    const manifest = this.#state.parts[role] ?? null
    return this.#state.pending.get(name) ?? (manifest === null ? [] : rowsIn(manifest, path))
  }

  /** Keeps what is being typed for a moment; `flush` or the pause after it writes it down. */
  later(field: string, write: () => void): void {
    this.#typed.set(field, write)
    if (this.#timer !== null) clearTimeout(this.#timer)
    const rest = Math.max(restMs, restTimes * this.#readMs)
    this.#timer = setTimeout(() => afterPress(() => this.flush()), rest)
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const writes = [...this.#typed.values()]
    this.#typed.clear()
    const start = performance.now()
    for (const write of writes) write()
    if (writes.length > 0) this.#readMs = performance.now() - start
  }

  put<F>([role, ...path]: At, lens: Lens<F>, field: F): void {
    this.edit(role, (text, manifest) => putField(text, manifest, path, lens, field))
  }

  putLines([role, ...path]: At, lines: readonly string[]): void {
    this.edit(role, (text, manifest) => putLines(text, manifest, path, lines))
  }

  /** `write` puts them down in another way than into their own place. */
  putRows(name: string, at: At, rows: readonly Row[], write?: () => void): void {
    const [role, ...path] = at
    const pending = new Map(this.#state.pending)
    if (isWhole(rows)) pending.delete(name)
    else pending.set(name, rows)
    this.#state = { ...this.#state, pending }
    if (write === undefined) this.edit(role, (text, manifest) => putRows(text, manifest, path, rows))
    else write()
  }

  /** Changes one object of the text. While the text cannot be read nothing else may write into it. */
  edit(role: Role, change: (text: string, manifest: Manifest) => string): void {
    const manifest = this.#state.parts[role] ?? null
    if (manifest === null || this.#state.syntax.length > 0) return
    this.#typing = null
    this.#change(this.#read({ ...this.#state, followers: [] }, change(this.#state.text, manifest)))
  }

  /** The same at a place in it: `change` gets the document and the path from its root. */
  editAt([role, ...path]: At, change: (text: string, document: number, path: Path) => string): void {
    this.edit(role, (text, { document, at }) => change(text, document, [...at, ...path]))
  }

  /**
   * A change that others follow. What is typed in a field goes by what the others held when that began (`before`), until
   * the field is left.
   */
  relate(
    change: (text: string, manifests: readonly Manifest[], before: readonly Manifest[]) => Related,
    field?: string,
  ): void {
    const { manifests, syntax } = this.#state
    if (syntax.length > 0) return
    if (field === undefined) this.#typing = null
    else if (this.#typing?.field !== field) this.#typing = { field, before: manifests }
    const { text, followers } = change(this.#state.text, manifests, this.#typing?.before ?? manifests)
    this.#change(this.#read({ ...this.#state, followers }, text))
  }

  /** A field was left. */
  leave(): void {
    this.flush()
    this.#typing = null
  }

  /** What followed a change has been said. */
  dismissFollowers(): void {
    if (this.#state.followers.length > 0) this.#change({ ...this.#state, followers: [] })
  }

  /** What the server says of the text; each complaint stands until what it is about changes. */
  say(complaints: readonly FieldError[]): void {
    afterPress(() => {
      this.#said = complaints.map((complaint) => ({ complaint, about: this.#about(complaint) }))
      this.#change(this.#read(this.#state, this.#state.text))
    })
  }

  /** What the cluster told about the draft. */
  hear(facts: Facts): void {
    afterPress(() => {
      this.#facts = facts
      const doubts = kept(this.#state.doubts, doubtsOf(this.#state.parts, facts))
      if (doubts !== this.#state.doubts) this.#change({ ...this.#state, doubts })
    })
  }

  #about(complaint: FieldError, manifests = this.#state.manifests): string {
    const [manifest, path] = objectOf(complaint, manifests)
    return JSON.stringify(valueAt(manifest?.object, path)) ?? ''
  }

  #read(state: DraftState, text: string): DraftState {
    const parsed = parseManifests(text)
    if (!parsed.ok)
      return { ...state, text, syntax: parsed.errors, own: parsed.errors, complaints: parsed.errors }
    const { manifests, dropped } = parsed
    const said = this.#said.filter((one) => this.#about(one.complaint, manifests) === one.about)
    const own = this.#check?.(manifests) ?? []
    const isOurs = (one: FieldError) =>
      own.some((other) => other.path === one.path && other.document === one.document)
    const all = [...own, ...said.map(({ complaint }) => complaint).filter((complaint) => !isOurs(complaint))]
    const complaints = kept(state.complaints, all)
    const parts = partsOf(manifests)
    const doubts = kept(state.doubts, doubtsOf(parts, this.#facts))
    const isChecked = this.#check !== null
    return { ...state, text, manifests, dropped, parts, syntax: [], own, isChecked, complaints, doubts }
  }

  #change(state: DraftState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** The same ones stay the same array, so that nobody looks at them again. */
function kept<T>(former: readonly T[], now: readonly T[]): readonly T[] {
  return JSON.stringify(now) === JSON.stringify(former) ? former : now
}
