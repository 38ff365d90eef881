import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDnsLabel, isDnsSubdomain } from '../names.ts'
import { errorsOf, rightText } from './manifest.testing.ts'
import { isImage } from './schema-container.ts'
import { isConfigKey } from './schema-env.ts'
import { isLabelKey, isLabelValue, isPortName } from './schema-values.ts'

/** The API server's own expressions (apimachinery pkg/util/validation), each length beside it. */
const label = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?'
const dns = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const characters = fc.string({
  unit: fc.constantFrom('a', 'b', 'Z', '0', '9', '-', '_', '.', '/', ' ', '名', '\n'),
  maxLength: 70,
})

function agrees(isRight: (text: string) => boolean, served: (text: string) => boolean): void {
  fc.assert(
    fc.property(characters, (text) => {
      expect(isRight(text)).toBe(served(text))
    }),
    { numRuns: 2000 },
  )
}

describe('the grammars agree with the API server', () => {
  it('on values of labels', () => {
    agrees(isLabelValue, (text) => text.length <= 63 && (text === '' || whole(label).test(text)))
  })

  it('on keys of labels', () => {
    agrees(isLabelKey, (text) => {
      const parts = text.split('/')
      const name = parts.at(-1) ?? ''
      if (parts.length > 2 || name.length > 63 || !whole(label).test(name)) return false
      return parts.length === 1 || whole(`${dns}(\\.${dns})*`).test(parts[0] ?? '')
    })
  })

  it('on names of ports', () => {
    agrees(
      isPortName,
      (text) =>
        text.length <= 15 &&
        /^[-a-z0-9]+$/.test(text) &&
        !text.endsWith('\n') &&
        /[a-z]/.test(text) &&
        !text.includes('--') &&
        !text.startsWith('-') &&
        !text.endsWith('-'),
    )
  })

  it('on keys of a ConfigMap', () => {
    agrees(
      isConfigKey,
      (text) => /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && text !== '..' && !text.startsWith('..'),
    )
  })
})

describe('a set that is accepted', () => {
  it('can name its pods, their labels and their claims, whatever its replicas', () => {
    const name = fc.stringMatching(/^[a-z0-9][-a-z0-9]{0,55}[a-z0-9]$/)
    fc.assert(
      fc.property(name, name, (set, claim) => {
        const text = rightText
          .replace('  name: db\n', `  name: "${set}"\n`)
          .replace('{ name: data }', `{ name: "${claim}" }`)
        if (errorsOf(text).length > 0) return
        const pod = `${set}-4294967293`
        expect(isDnsLabel(pod)).toBe(true)
        expect(isLabelValue(pod)).toBe(true)
        expect(isLabelValue(`${set}-${'0'.repeat(10)}`)).toBe(true)
        expect(isDnsSubdomain(`${claim}-${pod}`)).toBe(true)
      }),
    )
  })
})

describe('an image', () => {
  it('is judged in time of its length', () => {
    for (const text of [
      'a-'.repeat(255),
      'a.'.repeat(255),
      'a/'.repeat(255),
      '-'.repeat(511),
      'a_'.repeat(255),
    ]) {
      const start = performance.now()
      isImage(`${text}!`)
      expect(performance.now() - start).toBeLessThan(200)
    }
  })
})

function whole(expression: string): RegExp {
  return new RegExp(`^${expression}$`)
}
