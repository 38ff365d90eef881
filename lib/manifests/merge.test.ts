import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf, overlaps, placeText } from './changes.ts'
import { anySet } from './live.testing.ts'
import { liveText, plain } from './live-text.ts'
import { mergeInto, takeOver } from './merge.ts'
import { parseManifests } from './parse.ts'
import type { Fields } from './read.ts'

function parsed(text: string): Fields {
  const result = parseManifests(text)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.manifests[0]?.object ?? {}
}

const base: Fields = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    replicas: 3,
    template: {
      spec: {
        containers: [
          { name: 'main', image: 'a:1', args: ['x', 'y'], env: [{ name: 'A', value: '1' }] },
          { name: 'side', image: 'b:1' },
        ],
      },
    },
  },
}
const text = liveText(base)
const edited = (change: (set: never) => void): Fields => {
  const copy = structuredClone(base)
  change(copy as never)
  return copy
}
interface Set {
  metadata: { labels?: Record<string, string>; annotations?: Record<string, string> }
  spec: {
    replicas?: number
    template: { spec: { containers: { name: string; image?: string; args?: string[]; env?: object[] }[] } }
  }
}

describe('what two people changed', () => {
  it('apart is both, and my comments stay', () => {
    const mine = text.replace('image: a:1', 'image: a:2 # pinned')
    const theirs = edited((set: Set) => {
      set.spec.replicas = 5
      set.spec.template.spec.containers.unshift({ name: 'first', image: 'c:1' })
      set.metadata.annotations = { note: 'on' }
    })
    const merged = mergeInto(mine, base, theirs)
    expect(merged?.conflicts).toEqual([])
    expect(merged?.text).toContain('image: a:2 # pinned')
    expect(merged?.taken.map(({ place }) => placeText(place)).sort()).toEqual([
      'metadata.annotations.note',
      'spec.replicas',
      'spec.template.spec.containers[first]',
    ])
    const expected = structuredClone(theirs) as unknown as Set
    const [, main] = expected.spec.template.spec.containers
    if (main !== undefined) main.image = 'a:2'
    expect(parsed(merged?.text ?? '')).toEqual(expected)
  })

  it('in one place is asked for, and mine stays until it is answered', () => {
    const mine = text.replace('image: a:1', 'image: a:2').replace('app: web', 'app: mine')
    const theirs = edited((set: Set) => {
      const [main] = set.spec.template.spec.containers
      if (main !== undefined) main.image = 'a:3'
      set.metadata.labels = { app: 'mine' }
    })
    const merged = mergeInto(mine, base, theirs)
    expect(merged?.text).toBe(mine)
    expect(merged?.conflicts.map(({ place, ...values }) => [placeText(place), values])).toEqual([
      ['spec.template.spec.containers[main].image', { base: 'a:1', mine: 'a:2', theirs: 'a:3' }],
    ])
    const [conflict] = merged?.conflicts ?? []
    if (conflict === undefined) throw new Error('no conflict')
    expect(takeOver(mine, conflict)).toBe(mine.replace('a:2', 'a:3'))
  })

  it('is one question where one took away what the other changed', () => {
    const mine = text.replace('image: b:1', 'image: b:2')
    const theirs = edited((set: Set) => void set.spec.template.spec.containers.pop())
    const merged = mergeInto(mine, base, theirs)
    expect(merged?.conflicts).toMatchObject([{ mine: { image: 'b:2' }, theirs: undefined }])
    const [conflict] = merged?.conflicts ?? []
    if (conflict === undefined) throw new Error('no conflict')
    expect(placeText(conflict.place)).toBe('spec.template.spec.containers[side]')
    expect(parsed(takeOver(mine, conflict))).toEqual(theirs)
  })

  it('can be brought back after I took away what they changed', () => {
    const theirs = edited((set: Set) => {
      const [, side] = set.spec.template.spec.containers
      if (side !== undefined) side.image = 'b:3'
    })
    const mine = liveText(edited((set: Set) => void set.spec.template.spec.containers.pop()))
    const [conflict] = mergeInto(mine, base, theirs)?.conflicts ?? []
    if (conflict === undefined) throw new Error('no conflict')
    expect(parsed(takeOver(mine, conflict))).toEqual(theirs)
  })

  it('cannot be brought together while my text cannot be read', () => {
    expect(mergeInto(`${text}\n\t:`, base, base)).toBeNull()
  })

  it('is the others’ where I changed nothing, and all of it where nothing overlaps', () => {
    fc.assert(
      fc.property(anySet, anySet, anySet, (one, two, three) => {
        const [start, mine, theirs] = [one, two, three].map((set) => plain(set) as Fields) as [
          Fields,
          Fields,
          Fields,
        ]
        const untouched = mergeInto(liveText(start), start, theirs)
        expect(untouched?.conflicts).toEqual([])
        expect(changesOf(parsed(untouched?.text ?? ''), theirs)).toEqual([])
        const merged = mergeInto(liveText(mine), start, theirs)
        if (merged === null) throw new Error('unreadable')
        const result = parsed(merged.text)
        // Mine is all there, and so is theirs where it is not asked for.
        const isAsked = (place: Parameters<typeof overlaps>[0]) =>
          merged.conflicts.some((conflict) => overlaps(conflict.place, place))
        for (const { place } of changesOf(mine, result))
          expect(merged.taken.some((change) => overlaps(change.place, place))).toBe(true)
        for (const { place } of changesOf(theirs, result))
          expect(isAsked(place) || changesOf(start, mine).some((own) => overlaps(own.place, place))).toBe(
            true,
          )
      }),
      { numRuns: 100 },
    )
  })
})
