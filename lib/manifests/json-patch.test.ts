import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PatchOperation, patchOf } from './json-patch.ts'
import { anySet, stored } from './live.testing.ts'
import { editableOf, liveText, plain, withKept } from './live-text.ts'
import { parseManifests } from './parse.ts'
import type { Fields } from './read.ts'
import { same } from './values.ts'

type Holder = Record<string, unknown> & unknown[]

/** RFC 6902, as far as it is used. */
function apply(before: unknown, operations: readonly PatchOperation[]): unknown {
  const root = { '': structuredClone(before) }
  for (const { op, path, value } of operations) {
    const parts = path.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = parts.pop() ?? ''
    const holder = parts.reduce<unknown>((found, part) => (found as Holder)[part as never], root) as Holder
    if (op !== 'add') expect(holder).toHaveProperty([last])
    if (Array.isArray(holder))
      holder.splice(Number(last), op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]))
    else if (op === 'remove') delete holder[last as never]
    else holder[last as never] = value as never
  }
  return root['']
}

const valueAt = (root: unknown, pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((found, part) => (found as Holder | undefined)?.[part as never], root)

describe('a patch', () => {
  it('applied to what was read gives what was edited', () => {
    fc.assert(
      fc.property(anySet, anySet, (before, after) => {
        expect(apply(before, patchOf(before, after))).toEqual(after)
      }),
      { numRuns: 1000 },
    )
  })

  it('names no path that is alike in both, and is empty for what did not change', () => {
    fc.assert(
      fc.property(anySet, anySet, (before, after) => {
        expect(patchOf(before, structuredClone(before))).toEqual([])
        for (const { op, path, value } of patchOf(before, after)) {
          if (op === 'replace') expect(same(valueAt(after, path), value)).toBe(true)
          // Only maps have paths that mean the same in both.
          if (!/\/\d+(?:\/|$)/.test(path))
            expect(same(valueAt(before, path), valueAt(after, path))).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['one field', { a: 1, b: 2 }, { a: 1, b: 3 }, [{ op: 'replace', path: '/b', value: 3 }]],
    ['a key with a slash', { l: {} }, { l: { 'a/b~c': 1 } }, [{ op: 'add', path: '/l/a~1b~0c', value: 1 }]],
    [
      'one container among several',
      { containers: [{ name: 'a' }, { name: 'b', image: 'x' }] },
      { containers: [{ name: 'b', image: 'y' }] },
      [
        { op: 'remove', path: '/containers/0' },
        { op: 'replace', path: '/containers/0/image', value: 'y' },
      ],
    ],
    [
      'a container in front',
      { containers: [{ name: 'a' }] },
      { containers: [{ name: 'b' }, { name: 'a' }] },
      [{ op: 'add', path: '/containers/0', value: { name: 'b' } }],
    ],
    [
      'one argument',
      { args: ['a', 'b', 'c'] },
      { args: ['a', 'x', 'c'] },
      [{ op: 'replace', path: '/args/1', value: 'x' }],
    ],
    [
      'an argument less',
      { args: ['a', 'b', 'c'] },
      { args: ['a', 'c'] },
      [{ op: 'remove', path: '/args/1' }],
    ],
  ])('for %s is as small as it can be', (_, before, after, expected) => {
    expect(patchOf(before, after)).toEqual(expected)
  })
})

describe('a live object as text', () => {
  const parsed = (text: string): Fields => {
    const result = parseManifests(text)
    if (!result.ok) throw new Error(JSON.stringify(result.errors))
    return result.manifests[0]?.object ?? {}
  }

  it('reads back as what is edited, and unedited it is no change', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const read = stored(set)
        const object = parsed(liveText(read))
        expect(object).toEqual(editableOf(read))
        expect(patchOf(read, withKept(object, plain(read) as Fields))).toEqual(patchOf(read, plain(read)))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps what it does not show, whatever was edited', () => {
    fc.assert(
      fc.property(anySet, anySet, (before, after) => {
        const read = plain(stored(before)) as Fields
        const result = apply(read, patchOf(read, withKept(after, read))) as Fields
        expect(editableOf(result)).toEqual(editableOf(plain(after) as Fields))
        expect(result.status).toEqual(read.status)
        expect(result.metadata).toMatchObject({
          uid: 'uid-1',
          resourceVersion: '7',
          annotations: { 'ordinal.io/request': 'r' },
        })
      }),
      { numRuns: 300 },
    )
  })
})
