import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../messages/en.json'
import zh from '../messages/zh-CN.json'

const read = (file: string) => readFileSync(file, 'utf8')

/** What the outside can call: each goes through a wrapper that proves who asks. It reads the sources as text. */
describe('every server action and route handler is wrapped', () => {
  const actions = globSync('app/**/*.{ts,tsx}').filter((file) => /^['"]use server['"]/.test(read(file)))
  const routes = globSync('app/**/route.ts').filter((file) => !file.includes('api/auth'))
  const exported = (file: string) => read(file).match(/^export .*$/gm) ?? []

  it('finds them', () => {
    expect(actions.length).toBeGreaterThan(4)
    expect(routes.length).toBeGreaterThan(2)
  })

  it.each(actions)('%s', (file) => {
    for (const line of exported(file)) {
      expect(line).toMatch(
        /^export const \w+ = (?:project|unrecordedProject|platform|account|public)Action\(/,
      )
    }
  })

  it.each(routes)('%s', (file) => {
    for (const line of exported(file))
      expect(line).toMatch(
        /^export const GET = (?:projectStream|recordedProjectStream|projectsStream|publicRoute)\(/,
      )
  })

  it('no action is hidden inside another file', () => {
    const inline = globSync('{app,lib}/**/*.{ts,tsx}').filter(
      (file) => !file.endsWith('.test.ts') && /^\s+['"]use server['"]/m.test(read(file)),
    )
    expect(inline).toEqual([])
  })
})

describe('what runs in the browser', () => {
  /** Run by plain Node, before or beside Next. */
  const plainNode =
    /lib\/(?:english|env|log|secrets|static-files|process-hooks|i18n|db\/(?:migrate|pglite)|.*testing)\.ts$/
  const isForServer = (file: string) => plainNode.test(file) || /^import 'server-only'/m.test(read(file))
  const everywhere = globSync('lib/**/*.ts', { exclude: ['lib/db/generated/**'] }).filter(
    (file) => !file.endsWith('.test.ts') && !isForServer(file),
  )
  const client = globSync('app/**/*.{ts,tsx}').filter((file) => /^['"]use client['"]/.test(read(file)))

  it.each([...client, ...everywhere])('%s imports nothing that is for the server', (file) => {
    // What is imported as a type alone is not there when it runs.
    const imports = [...read(file).matchAll(/^(?:import|export) (?!type )[^']*?from '([^']+)'/gm)]
      .map(([, name]) => name ?? '')
      .filter((name) => !isForBrowser(file, name))
    expect(imports).toEqual([])
  })

  function isForBrowser(file: string, name: string): boolean {
    if (name.startsWith('node:')) return false
    const path = name.startsWith('@/')
      ? name.slice(2)
      : name.startsWith('.')
        ? join(dirname(file), name)
        : null
    if (path === null || !path.startsWith('lib/')) return true
    return !isForServer(path.endsWith('.ts') ? path : `${path}.ts`)
  }
})

describe('texts', () => {
  const keys = (value: object, prefix = ''): string[] =>
    Object.entries(value).flatMap(([key, text]) =>
      typeof text === 'object' && text !== null
        ? keys(text as object, `${prefix}${key}.`)
        : [`${prefix}${key}`],
    )
  const blanks = (value: object) => JSON.stringify(value).match(/\{\w+/g)?.length ?? 0

  it('are the same in both languages, with the same blanks', () => {
    expect(keys(zh)).toEqual(keys(en))
    expect(blanks(zh)).toBeGreaterThan(30)
  })

  it('stand in no component', () => {
    const literal = />[^<>{}=;()\n]*[A-Za-z]{2,}[^<>{}=;()\n]*<\//
    const files = globSync('app/**/*.tsx').filter((file) => literal.test(read(file)))
    expect(files).toEqual([])
  })
})
