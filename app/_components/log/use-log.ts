'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { LogFeed } from './log-feed'
import { type LogLook, streamQuery } from './log-look'
import { LogSearch } from './log-search'
import { readOlder } from './read-older'
import type { Query } from './search'

/** Drawn so often at most, ms: more than a person reads, less than a page can bear. */
const paceMs = 80
/** Who types on within this time, ms, means something else. */
const typingMs = 150

/** A log that is read, with a search in it, and its changes as a number that grows. */
export class LogModel {
  readonly feed: LogFeed
  /** What is looked for. */
  readonly search: LogSearch
  /** What is shown, where not all is. */
  readonly filter: LogSearch
  readonly #listeners = new Set<() => void>()
  #version = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #drawnAt = 0

  readonly #url: (query: Readonly<Record<string, string>> | null) => URL
  readonly #gone = new AbortController()

  /** `url` gives the address of the log as it begins, or with another query. */
  constructor(url: (query: Readonly<Record<string, string>> | null) => URL) {
    this.#url = url
    const goOn = (since: string | null) =>
      url(since === null ? null : { tail: 'all', since, previous: 'false' })
    this.feed = new LogFeed({ url: goOn, changed: () => this.#change() })
    this.search = new LogSearch(this.feed.store, () => this.#change())
    this.filter = new LogSearch(this.feed.store, () => this.#change())
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  readonly version = () => this.#version

  /** Gives how many older lines there were. Throws when they cannot be had. */
  async loadOlder(): Promise<number> {
    const { store, sources } = this.feed
    const url = (tail: number) =>
      this.#url({ tail: String(Math.min(tail, 1_000_000)), since: '', follow: 'false' })
    const older = await readOlder(url, store, sources, this.#gone.signal)
    store.prepend(older)
    if (older.length > 0) {
      this.search.restart()
      this.filter.restart()
    }
    this.#change()
    return older.length
  }

  stop(): void {
    this.#gone.abort()
    this.feed.stop()
    this.search.stop()
    this.filter.stop()
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #change(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null
        this.#drawnAt = performance.now()
        this.#version++
        this.search.goOn()
        this.filter.goOn()
        for (const listener of this.#listeners) listener()
      },
      Math.max(0, this.#drawnAt + paceMs - performance.now()),
    )
  }
}

/** The log at an address; another beginning, run or container is another log. */
export function useLog(source: string, look: LogLook): LogModel | null {
  const { from, at, previous } = look
  const containers = look.containers.join(',')
  const [model, setModel] = useState<LogModel | null>(null)
  useEffect(() => {
    const chosen = containers === '' ? [] : containers.split(',')
    const made = new LogModel((query) => {
      const url = new URL(source, location.href)
      const start = streamQuery({ from, at, previous, containers: chosen }, Date.now())
      for (const [key, value] of Object.entries({ ...start, ...query }))
        if (value !== '') url.searchParams.set(key, value)
      return url
    })
    setModel(made)
    const look = () => made.feed.setHidden(document.visibilityState === 'hidden')
    document.addEventListener('visibilitychange', look)
    look()
    void made.feed.run()
    return () => {
      document.removeEventListener('visibilitychange', look)
      made.stop()
    }
  }, [source, from, at, previous, containers])
  useSyncExternalStore(model?.subscribe ?? never, model?.version ?? zero, zero)
  return model
}

const never = () => () => undefined
const zero = () => 0

/** Whether not all lines are meant to be shown; `hidden` are sources by their place. */
export function isFiltering({ text, level, filter }: LogLook, hidden: readonly number[]): boolean {
  return (filter && (text !== '' || level !== null)) || hidden.length > 0
}

/** Looks for what the look says, once nobody types any more; `hidden` are sources by their place. */
export function useSearch(model: LogModel | null, look: LogLook, hidden: readonly number[]): void {
  const { text, regex: isRegex, level, case: isCase, filter } = look
  const key = hidden.join(',')
  useEffect(() => {
    if (model === null) return
    const left = key === '' ? [] : key.split(',').map(Number)
    const timer = setTimeout(() => {
      const meant: Query = { text, isRegex, isCase, level, hidden: left }
      const isAsked = text !== '' || level !== null
      model.search.ask(isAsked ? meant : null)
      const shown = filter && isAsked ? meant : { ...meant, text: '', level: null }
      model.filter.ask((filter && isAsked) || left.length > 0 ? shown : null)
    }, typingMs)
    return () => clearTimeout(timer)
  }, [model, text, isRegex, isCase, level, filter, key])
}
