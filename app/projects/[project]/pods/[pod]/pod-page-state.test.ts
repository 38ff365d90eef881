import { describe, expect, it } from 'vitest'
import { reduce, start, type View } from './pod-page-state'

const view = (uid: string) => ({ pod: { name: 'web-0', uid }, state: null, usage: null }) as unknown as View
const first = start(view('a'))
const hear = (one: View | null, state = first) =>
  reduce(state, { type: 'news', news: { view: one, unheard: null } })

describe('the page of a pod', () => {
  it('keeps how the pod was last while there is none', () => {
    expect(hear(null)).toMatchObject({ isGone: true, view: { pod: { uid: 'a' } } })
  })

  it('goes on with the next pod of its name, and knows that it is another one', () => {
    const next = hear(view('b'), hear(null))
    expect(next).toMatchObject({ isGone: false, isAnother: true, view: { pod: { uid: 'b' } } })
    expect(hear(view('b'), next).isAnother).toBe(true)
  })

  it('takes what is not known for no end of the pod', () => {
    const unheard = { cluster: 'test', state: 'lost', heardAt: null, code: null } as const
    const next = reduce(first, { type: 'news', news: { unheard } })
    expect(next).toMatchObject({ isGone: false, view: { pod: { uid: 'a' } }, unheard })
  })

  it('knows since when it hears nothing', () => {
    const lost = reduce(first, { type: 'lost', at: 5 })
    expect(reduce(lost, { type: 'lost', at: 9 })).toMatchObject({ connection: 'lost', lostAt: 5 })
    expect(reduce(lost, { type: 'opened' })).toMatchObject({ connection: 'live', lostAt: null })
  })
})
