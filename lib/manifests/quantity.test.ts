import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readQuantity, toBytes } from './quantity.ts'

const nano = 10n ** 9n

describe('a quantity', () => {
  it.each<[unknown, bigint]>([
    ['0', 0n],
    ['1', nano],
    ['+1', nano],
    ['-1Gi', -(2n ** 30n) * nano],
    ['0.5', nano / 2n],
    ['.5', nano / 2n],
    ['5.', 5n * nano],
    ['100m', nano / 10n],
    ['1n', 1n],
    ['0.1n', 1n],
    ['1e-300', 1n],
    ['1u', 1000n],
    ['1k', 1000n * nano],
    ['1Ki', 1024n * nano],
    ['1.5Gi', 1536n * 2n ** 20n * nano],
    ['1E', 10n ** 18n * nano],
    ['1E3', 1000n * nano],
    ['1e3', 1000n * nano],
    ['12e-1', (12n * nano) / 10n],
    ['9223372036854775807', (2n ** 63n - 1n) * nano],
    ['0e999999999999', 0n],
    [1, nano],
    [0.5, nano / 2n],
  ])('may be %j', (value, expected) => expect(readQuantity(value)).toBe(expected))

  it.each([
    '',
    ' ',
    '1 Gi',
    ' 1',
    '1\n',
    'Gi',
    '.',
    '+',
    'e5',
    '0.5.5',
    '1e',
    '1e1.5',
    '1K',
    '1g',
    '1GB',
    '1GiB',
    '1ki',
    '1mi',
    '１',
    '0x10',
    '1,000',
    'Infinity',
    'NaN',
    '1'.repeat(65),
    true,
    null,
    [],
    {},
  ])('is never %j', (value) => expect(readQuantity(value)).toBe('quantity'))

  it.each(['1e99', '1E99', '8Ei', '9223372036854775808', '10E', '-1e99', '1e999999999999', 1e99, 1e20])(
    'is never as large as %j',
    (value) => expect(readQuantity(value)).toBe('quantity_large'),
  )

  const sign = fc.constantFrom('', '+', '-')
  const number = fc.tuple(fc.nat(), fc.constantFrom('', '.', '.0', '.25')).map(([n, rest]) => `${n}${rest}`)
  const suffix = fc.oneof(
    fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi'),
    fc.tuple(fc.constantFrom('e', 'E'), sign, fc.nat(8)).map((parts) => parts.join('')),
  )

  it('is whatever the grammar of apimachinery says', () => {
    fc.assert(
      fc.property(sign, number, suffix, (sign, number, suffix) => {
        const amount = readQuantity(sign + number + suffix)
        expect(typeof amount).toBe('bigint')
        // As the number that JavaScript makes of it, within its exactness.
        if (/^(?:|[eE].*)$/.test(suffix)) {
          const value = Number(sign + number + suffix)
          expect(Math.abs(Number(amount) / 1e9 - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-12 + 1e-9)
        }
      }),
    )
  })

  it('of a larger unit is larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (count) => {
        const amounts = ['n', 'u', 'm', '', 'k', 'Ki', 'M', 'Mi', 'G', 'Gi', 'T', 'Ti', 'P', 'Pi'].map(
          (unit) => readQuantity(`${count}${unit}`),
        )
        expect(amounts).toEqual(amounts.toSorted((a, b) => (a < b ? -1 : 1)))
      }),
    )
  })

  it('is never thrown at', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => ['bigint', 'string'].includes(typeof readQuantity(value))),
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[-+.0-9eEinumkKMGTP]{0,70}$/), (text) => {
        expect(['bigint', 'string']).toContain(typeof readQuantity(text))
      }),
    )
  })
})

describe('a quantity as bytes', () => {
  it.each([
    ['10Gi', 10 * 1024 ** 3],
    ['5e9', 5e9],
    ['500M', 5e8],
    ['100m', 0.1],
    ['none', 0],
    ['', 0],
  ])('%s', (text, expected) => expect(toBytes(text)).toBe(expected))
})
