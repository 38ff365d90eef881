import { storageKey } from './storage-key'
import { type Prepare, TerminalLink } from './terminal-link'
import type { TerminalTarget } from './terminal-state'

export interface TerminalTab {
  readonly key: string
  readonly link: TerminalLink
}

export interface TerminalsView {
  readonly tabs: readonly TerminalTab[]
  readonly active: string | null
  /** What the person asked to see, not what a reload brought back. */
  readonly asked: string | null
  /** Folded, only the tabs are seen. */
  readonly isFolded: boolean
  /** Counts what changed inside of the links. */
  readonly version: number
}

/** As it is kept for a reload. Our own pages wrote it; the server proves each word of it again. */
interface Kept {
  readonly tabs: readonly (TerminalTarget & { readonly resume: string | null })[]
  readonly active: number
  readonly isFolded: boolean
}

/** The terminals of one project in this browser tab. What brings them back after a reload is in its session storage. */
export class TerminalStore {
  #view: TerminalsView = { tabs: [], active: null, asked: null, isFolded: false, version: 0 }
  readonly #listeners = new Set<() => void>()
  readonly #slug: string
  readonly #prepare: Prepare
  #count = 0

  constructor(slug: string, prepare: Prepare) {
    this.#slug = slug
    this.#prepare = prepare
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): TerminalsView => this.#view

  open(target: TerminalTarget): string {
    const tab = this.#add(target, null)
    this.#set({ tabs: [...this.#view.tabs, tab], active: tab.key, asked: tab.key, isFolded: false })
    return tab.key
  }

  /** The last terminal of this container, else a new one. */
  openOnce(target: TerminalTarget): void {
    const isSame = ({ link }: TerminalTab) =>
      link.target.pod === target.pod && link.target.container === target.container
    const there = this.#view.tabs.findLast(isSame)
    if (there === undefined) this.open(target)
    else this.activate(there.key)
  }

  activate(key: string): void {
    this.#set({ active: key, asked: key, isFolded: false })
  }

  fold(isFolded: boolean): void {
    this.#set({ isFolded })
  }

  /** Ends the shell, too. */
  close(key: string): void {
    const at = this.#view.tabs.findIndex((tab) => tab.key === key)
    this.#view.tabs[at]?.link.end()
    const tabs = this.#view.tabs.filter((tab) => tab.key !== key)
    const next = tabs[Math.min(at, tabs.length - 1)]?.key ?? null
    this.#set({ tabs, active: this.#view.active === key ? next : this.#view.active })
  }

  /** Brings back what was open before the page was loaded anew, each with its own shell. */
  restore(): void {
    const kept = readKept(this.#slug)
    if (kept === null || this.#view.tabs.length > 0) return
    const tabs = kept.tabs.map(({ resume, ...target }) => this.#add(target, resume))
    this.#set({ tabs, active: tabs[kept.active]?.key ?? tabs[0]?.key ?? null, isFolded: kept.isFolded })
  }

  network(isThere: boolean): void {
    for (const { link } of this.#view.tabs) link.network(isThere)
  }

  /** Leaves the shells as they are. */
  dispose(): void {
    for (const { link } of this.#view.tabs) link.dispose()
    this.#view = { ...this.#view, tabs: [], active: null }
  }

  #add(target: TerminalTarget, resume: string | null): TerminalTab {
    const key = `terminal-${++this.#count}`
    const link = new TerminalLink(target, resume, this.#prepare, () =>
      this.#set({ version: this.#view.version + 1 }),
    )
    return { key, link }
  }

  #set(change: Partial<TerminalsView>): void {
    this.#view = { ...this.#view, ...change }
    this.#keep()
    for (const listener of this.#listeners) listener()
  }

  #keep(): void {
    const { tabs, active, isFolded } = this.#view
    const kept = tabs.map(({ link }) => ({ ...link.target, resume: link.resume }))
    const at = tabs.findIndex(({ key }) => key === active)
    const text = JSON.stringify({ tabs: kept, active: at, isFolded } satisfies Kept)
    try {
      sessionStorage.setItem(storageKey(this.#slug), text)
    } catch {
      // Without storage a reload opens new shells.
    }
  }
}

function readKept(slug: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey(slug)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}
