import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagLens, type Lens, linesLens, numberLens, textLens } from './lens.ts'

describe('a field gives back what was put into it', () => {
  it('text', () =>
    fc.assert(
      fc.property(fc.string(), (field) => {
        expect(textLens.get(textLens.put(field))).toBe(field)
      }),
    ))

  it('a number, also half-typed or none at all', () => {
    const typed = fc.oneof(fc.string(), fc.constantFrom('3 ', '-1', '1e9', '007', '9'.repeat(30), '50%'))
    fc.assert(
      fc.property(typed, (field) => {
        expect(numberLens.get(numberLens.put(field))).toBe(field)
      }),
    )
  })

  it('a switch', () =>
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (usual, field) => {
        const lens = flagLens(usual)
        expect(lens.get(lens.put(field))).toBe(field)
      }),
    ))

  it('lines', () =>
    fc.assert(
      fc.property(fc.array(fc.string()), (field) => {
        expect(linesLens.get(linesLens.put(field))).toEqual(field)
      }),
    ))
})

describe('putting what one got changes nothing', () => {
  it.each<[string, Lens<never>, unknown]>(
    (
      [
        ['a text', textLens, 'busybox:1.36'],
        ['no text', textLens, undefined],
        ['a number', numberLens, 3],
        ['nought', numberLens, 0],
        ['a name where a number may be', numberLens, 'http'],
        ['a switch that is on', flagLens(false), true],
        ['a switch that is as usual', flagLens(true), undefined],
        ['lines', linesLens, ['sh', '-c', 'a b\nc']],
      ] as const
    ).map(([name, lens, value]) => [name, lens as unknown as Lens<never>, value]),
  )('%s', (_name, lens, value) => expect(lens.put(lens.get(value))).toEqual(value))
})

it('what is half-typed goes into the manifest as text, and is not lost', () => {
  expect(numberLens.put('3 ')).toBe('3 ')
  expect(numberLens.put('007')).toBe('007')
  expect(numberLens.put('-1')).toBe(-1)
})
