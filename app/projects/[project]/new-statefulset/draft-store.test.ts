import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { longManifest } from '@/bench/manifest.ts'
import { textLens } from '@/lib/manifests/lens'
import { relabelSet } from '@/lib/manifests/relate'
import type { Row } from '@/lib/manifests/rows'
import { DraftStore } from './draft-store'
import type { At } from './field-at'

const text = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  labels:
    # whose it is
    app: "web"
    none:
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, none: } }
    spec:
      containers:
        - name: main
          image: busybox:1.36 # small
          args:
            # http
            - "--port=80"
`
const labels: At = ['set', 'metadata', 'labels']
const name = 'set/metadata/labels'
const image: At = ['set', 'spec', 'template', 'spec', 'containers', 0, 'image']
const row = (key: string, value: string): Row => ({ key, value })
const begin = (content = text) => new DraftStore({ text: content, pending: new Map() }, null)

describe('what is typed', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('goes into the text when the person rests, and only the last of it', () => {
    const store = begin()
    const heard = vi.fn()
    store.subscribe(heard)
    for (const tag of ['1', '1.3', '1.37']) {
      store.later('image', () => store.put(image, textLens, `busybox:${tag}`))
      vi.advanceTimersByTime(100)
    }
    expect(store.state.text).toBe(text)
    vi.advanceTimersByTime(100)
    expect(store.state.text).toBe(text.replace('1.36', '1.37'))
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('is there before another change is', () => {
    const store = begin()
    store.later('image', () => store.put(image, textLens, 'busybox:1.37'))
    store.flush()
    store.putLines(['set', 'spec', 'template', 'spec', 'containers', 0, 'args'], ['--port=80', '--quiet'])
    const wanted = text.replace('1.36', '1.37')
    expect(store.state.text).toBe(`${wanted}            - "--quiet"\n`)
  })
})

describe('rows', () => {
  it('are no change when they are what the text holds', () => {
    const store = begin()
    store.putRows(name, labels, store.rowsAt(name, labels))
    expect(store.state.text).toBe(text)
  })

  it('that are not finished wait beside the text, and those that are go into it', () => {
    const store = begin()
    const typing = [row('app', 'web'), row('none', ''), row('', 'x')]
    store.putRows(name, labels, typing)
    expect(store.state.text).toBe(text)
    expect(store.rowsAt(name, labels)).toEqual(typing)
    store.putRows(name, labels, typing.with(2, row('10', 'x')))
    expect(store.state.pending.size).toBe(0)
    expect(store.state.text).toBe(text.replace('    none:\n', '    none:\n    "10": x\n'))
    expect(store.rowsAt(name, labels)).toEqual(typing.with(2, row('10', 'x')))
  })

  it('of labels that pods follow leave what neither is about', () => {
    const store = begin()
    const rows = store.rowsAt(name, labels).with(0, row('app', 'shop'))
    store.putRows(name, labels, rows, () =>
      store.relate((content, manifests, before) => relabelSet(content, manifests, rows, before), name),
    )
    expect(store.state.text).toBe(
      text.replaceAll('app: web', 'app: shop').replace('app: "web"', 'app: "shop"'),
    )
    expect(store.state.followers).toHaveLength(2)
  })

  it('of a long text are one change a word, not one a key', () => {
    vi.useFakeTimers()
    const store = begin(longManifest('long'))
    const heard = vi.fn()
    store.subscribe(heard)
    for (const value of ['s', 'sh', 'sho', 'shop'])
      store.later(name, () => store.putRows(name, labels, [row('app', value)]))
    vi.runAllTimers()
    vi.useRealTimers()
    expect(heard).toHaveBeenCalledTimes(1)
    expect(store.state.text).toBe(
      longManifest('long').replace('labels: { app: long }', 'labels: { app: shop }'),
    )
  })
})

it('a change that others follow goes by what there was before the first letter, until the field is left', () => {
  const store = begin()
  const seen: string[] = []
  const type = (to: string) =>
    store.relate((content, _, before) => {
      seen.push(String(before[0]?.name))
      return { text: content.replace(/name: \w+\n {2}labels/, `name: ${to}\n  labels`), followers: [] }
    }, 'name')
  for (const word of ['we', 'w', 'wo']) type(word)
  store.leave()
  type('shop')
  expect(seen).toEqual(['web', 'web', 'web', 'wo'])
  expect(manifestNames(store)).toEqual(['shop'])
})

it('nothing is written into a text that cannot be read', () => {
  const store = begin()
  store.setText(`${text}  - {`)
  store.put(image, textLens, 'busybox:1.37')
  store.putRows(name, labels, [row('a', 'b')])
  expect(store.state.text).toBe(`${text}  - {`)
  expect(manifestNames(store)).toEqual(['web'])
})

function manifestNames({ state }: DraftStore): string[] {
  return state.manifests.map((manifest) => manifest.name)
}
