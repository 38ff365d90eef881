import { describe, expect, it } from 'vitest'
import { isContainerName, isNamespaceName, isObjectName } from './names.ts'

describe('names', () => {
  it.each(['a', '0', 'web-0', 'a'.repeat(63)])('a label may be %s', (name) => {
    expect(isNamespaceName(name)).toBe(true)
    expect(isContainerName(name)).toBe(true)
  })

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'A',
    '-a',
    'a-',
    'a.b',
    'a'.repeat(64),
    'a'.repeat(300),
    '名',
    '🙂',
    'a\n',
    '%2e',
  ])('a label is never %j', (name) => {
    expect(isNamespaceName(name)).toBe(false)
    expect(isContainerName(name)).toBe(false)
  })

  it('an object name may have dots and 253 characters', () => {
    expect(isObjectName('a.b')).toBe(true)
    expect(isObjectName('a'.repeat(253))).toBe(true)
    expect(isObjectName('a'.repeat(254))).toBe(false)
    expect(isObjectName('a..b')).toBe(false)
    expect(isObjectName('a.')).toBe(false)
  })
})
