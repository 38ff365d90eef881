import { describe, expect, it } from 'vitest'
import { ClaimsDeltaSender } from './live-claims.ts'
import { toProjectClaims } from './row.ts'

const claim = (name: string, storage = '1Gi') => ({
  metadata: { name, uid: `uid of ${name}`, resourceVersion: '1' },
  spec: { resources: { requests: { storage } } },
})
const rows = (...claims: ReturnType<typeof claim>[]) =>
  toProjectClaims({ claims, sets: [], pods: [], volumes: new Map() })
const lost = { cluster: 'test', state: 'lost', heardAt: 1, code: null } as const

describe('a stream of claims', () => {
  it('begins with all of them', () => {
    const all = rows(claim('a'), claim('b'))
    expect(new ClaimsDeltaSender().next(all, null)).toEqual({
      order: ['uid of a', 'uid of b'],
      claims: all,
      unheard: null,
    })
  })

  it('goes on with what changed, came or went', () => {
    const sender = new ClaimsDeltaSender()
    sender.next(rows(claim('a'), claim('b')), null)
    expect(sender.next(rows(claim('a'), claim('b')), null)).toBeNull()
    const grown = rows(claim('a', '2Gi'), claim('b'))
    expect(sender.next(grown, null)).toEqual({ claims: [grown[0]] })
    expect(sender.next(grown.slice(1), null)).toEqual({ order: ['uid of b'] })
    const again = rows(claim('a', '2Gi'), claim('b'))
    expect(sender.next(again, null)).toEqual({ order: ['uid of a', 'uid of b'], claims: [again[0]] })
  })

  it('says when the cluster is away, and takes nothing back for that', () => {
    const sender = new ClaimsDeltaSender()
    sender.next(rows(claim('a')), null)
    expect(sender.next(null, lost)).toEqual({ unheard: lost })
    expect(sender.next(rows(claim('a')), null)).toEqual({ unheard: null })
  })
})
