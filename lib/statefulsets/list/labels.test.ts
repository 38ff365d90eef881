import { describe, expect, it } from 'vitest'
import { countLabels } from './labels.ts'
import { labelText, readLabel, readQuery, writeQuery } from './query.ts'

describe('the labels of a list', () => {
  it('are counted, the most frequent first, then by name', () => {
    const sets = [{ tier: 'gold', app: 'db' }, { tier: 'gold' }, { tier: 'iron' }, { app: 'db' }, {}]
    expect(countLabels(sets)).toEqual([
      { text: 'app=db', count: 2 },
      { text: 'tier=gold', count: 2 },
      { text: 'tier=iron', count: 1 },
    ])
  })

  it('are offered as far as anybody reads', () => {
    const sets = Array.from({ length: 1000 }, (_, index) => ({ id: String(index) }))
    expect(countLabels(sets).length).toBeLessThanOrEqual(50)
  })

  it.each(['tier=gold', 'tier', 'app.kubernetes.io/name=db', 'a=b=c', 'empty='])(
    'stand in the address as %s',
    (text) => {
      const label = readLabel(text)
      expect(label === null ? null : labelText(label)).toBe(text)
      const address = writeQuery({ ...readQuery({}), label })
      expect(readQuery(Object.fromEntries(new URLSearchParams(address))).label).toEqual(label)
    },
  )

  it.each(['', '  ', '=x'])('%j is none', (text) => expect(readLabel(text)).toBeNull())
})
