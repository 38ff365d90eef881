import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimNameOf, claimUsers, ordinalAfter, readClaimName } from './claim-names.ts'
import { isDnsLabel } from './names.ts'

describe('a claim’s name', () => {
  it.each([
    ['data-web-0', ['data|web|0']],
    ['data-web-0-1', ['data|web-0|1', 'data-web|0|1']],
    ['data-0-0-0', ['data|0-0|0', 'data-0|0|0']],
    ['a--b-0', []],
    ['data-web-00', []],
    ['data-web-01', []],
    ['data-web-', []],
    ['data-web', []],
    ['web-0', []],
    ['data', []],
    ['', []],
    ['-', []],
    ['data-web-12345678901', []],
    ['data-web.example-3', ['data|web.example|3']],
    ['da.ta-web-3', []],
  ])('%j can be read as %j', (name, readings) => {
    const texts = readClaimName(name).map(({ template, set, ordinal }) => `${template}|${set}|${ordinal}`)
    expect(texts).toEqual(readings)
  })

  const sets = [
    { name: 'web', templates: ['data', 'logs'] },
    { name: 'web-0', templates: ['data'] },
    { name: '0', templates: ['data-web'] },
    { name: 'plain', templates: [] },
  ]
  it.each([
    ['data-web-0', ['web']],
    ['logs-web-17', ['web']],
    ['data-web-0-1', ['web-0', '0']],
    ['cache-web-0', []],
    ['data-web-0x', []],
    ['data-plain-0', []],
    ['data-webb-0', []],
  ])('%s is of %j', (name, users) => {
    expect(claimUsers(sets)(name).map(({ set }) => set)).toEqual(users)
  })
})

describe('any template, set and ordinal', () => {
  const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/).filter(isDnsLabel)
  const names = fc.record({ template: label, set: label, ordinal: fc.nat(2_000_000_000) })

  it('are found again among the readings of their name, and each reading makes that name', () => {
    fc.assert(
      fc.property(names, (made) => {
        const name = claimNameOf(made)
        const readings = readClaimName(name)
        expect(readings).toContainEqual(made)
        for (const reading of readings) expect(claimNameOf(reading)).toBe(name)
      }),
    )
  })

  it('are of the set whose template they are of, and of another only when both make the very name', () => {
    fc.assert(
      fc.property(names, label, label, (made, otherSet, otherTemplate) => {
        const name = claimNameOf(made)
        const other = { name: otherSet, templates: [otherTemplate] }
        const users = claimUsers([{ name: made.set, templates: [made.template] }, other])(name)
        expect(users[0]).toEqual(made)
        for (const user of users) expect(claimNameOf(user)).toBe(name)
      }),
    )
  })

  it('have the ordinal that stands at the end, and no other name has one', () => {
    fc.assert(
      fc.property(names, fc.string(), ({ template, set, ordinal }, text) => {
        const base = `${template}-${set}`
        expect(ordinalAfter(base, `${base}-${ordinal}`)).toBe(ordinal)
        const read = ordinalAfter(base, text)
        if (read !== null) expect(text).toBe(`${base}-${read}`)
      }),
    )
  })
})
