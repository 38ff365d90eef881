import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from '../messages/en.json'
import zh from '../messages/zh-CN.json'

/** What the outside can call: each goes through a wrapper that proves who asks. It reads the sources as text. */
describe('every server action and route handler is wrapped', () => {
  const actions = globSync('app/**/*.{ts,tsx}').filter((file) =>
    /^['"]use server['"]/.test(readFileSync(file, 'utf8')),
  )
  const routes = globSync('app/**/route.ts').filter((file) => !file.includes('api/auth'))
  const exported = (file: string) => readFileSync(file, 'utf8').match(/^export .*$/gm) ?? []

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
      (file) => !file.endsWith('.test.ts') && /^\s+['"]use server['"]/m.test(readFileSync(file, 'utf8')),
    )
    expect(inline).toEqual([])
  })
})

describe('client components', () => {
  const pure =
    /^@\/lib\/(?:errors|result|names|routes|locales|manifests\/[\w-]+|auth\/permissions|\w+\/(?:schema|protocol|state|row|query|preflight-facts|[\w-]*foresight|log-wire|log-cursor|grow-progress|rollout-progress|canary-stops))$/
  const files = globSync('app/**/*.{ts,tsx}').filter((file) =>
    readFileSync(file, 'utf8').startsWith("'use client'"),
  )
  it.each(files)('%s imports only what is pure', (file) => {
    // What is imported as a type alone is not there when it runs.
    const imports = [
      ...readFileSync(file, 'utf8').matchAll(/^import (?!type )[^']*?from '(@\/lib\/[^']+)'/gm),
    ].map(([, path]) => path ?? '')
    expect(imports.filter((path) => !pure.test(path))).toEqual([])
  })
})

describe('server code', () => {
  /** Run by plain Node, or only by what says so itself. */
  const exempt =
    /lib\/(?:env|log|secrets|static-files|process-hooks|locales|i18n|db\/(?:migrate|pglite)|manifests\/.*|(?:.*\/)?(?:[\w.-]*testing|schema|protocol|types|path|owner|trim|errors|permissions|state|ordinals|plan|preflight-facts|[\w-]*foresight|foresee-[\w-]+|retention|claim-names|facts|trouble|pod-trouble|container-trouble|blocker|notes|row|detail|related|event-list|query|groups|search-index|list-view|volumes|volume-schema|grow-progress|held|rollout|rollout-progress|canary-stops|replacement|replacement-progress|claim-stage|claim-window|names|result|routes|log-wire|log-cursor|log-lines|log-pod|exit-word|probe|container-view))\.ts$/
  const files = globSync('lib/**/*.ts', { exclude: ['lib/db/generated/**'] }).filter(
    (file) => !file.endsWith('.test.ts') && !exempt.test(file),
  )
  it.each(files)('%s says that it is for the server only', (file) => {
    expect(readFileSync(file, 'utf8')).toMatch(/^import 'server-only'/m)
  })
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
    const files = globSync('app/**/*.tsx').filter((file) => literal.test(readFileSync(file, 'utf8')))
    expect(files).toEqual([])
  })
})
