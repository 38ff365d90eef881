import { describe, expect, it } from 'vitest'
import type { ProjectClaim } from '@/lib/volumes/row'
import { reduce, start } from './claims-state'

const claim = (uid: string, size = '1Gi') => ({ uid, asked: size }) as ProjectClaim

describe('the claims of a project', () => {
  const state = start([claim('a'), claim('b')])

  it('change where they stand', () => {
    const after = reduce(state, { type: 'delta', delta: { claims: [claim('a', '2Gi')] } })
    expect(after.claims).toEqual([claim('a', '2Gi'), claim('b')])
  })

  it('come and go in the order that is told', () => {
    const delta = { order: ['c', 'b'], claims: [claim('c')] }
    expect(reduce(state, { type: 'delta', delta }).claims).toEqual([claim('c'), claim('b')])
  })

  it('stay while the cluster is away', () => {
    const unheard = { cluster: 'test', state: 'lost', heardAt: 1, code: null } as const
    const away = reduce(state, { type: 'delta', delta: { unheard } })
    expect(away).toEqual({ ...state, unheard })
    expect(reduce(away, { type: 'delta', delta: { unheard: null } })).toEqual(state)
  })
})
