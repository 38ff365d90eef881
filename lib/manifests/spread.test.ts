import { describe, expect, it } from 'vitest'
import { spreadFields, spreadOf, spreads } from './spread.ts'

const labels = { app: 'web' }

describe('how pods keep away from each other', () => {
  it.each(spreads.map((spread) => [spread] as const))('%s is read as what it was written as', (spread) => {
    const written = JSON.parse(JSON.stringify(spreadFields(spread, labels))) as Record<string, unknown>
    expect(spreadOf(written, labels)).toBe(spread)
  })

  it('rules that were written by hand are none of them', () => {
    expect(spreadOf({ affinity: { nodeAffinity: {} } }, labels)).toBe('custom')
    expect(spreadOf(spreadFields('zones', labels), { app: 'other' })).toBe('custom')
  })
})
