import { describe, expect, it } from 'vitest'
import en from '../../messages/en.json'
import zh from '../../messages/zh-CN.json'
import { errorsOf, parsed } from './manifest.testing.ts'
import { noticesOf } from './notices.ts'
import { templateIds, templateText } from './templates.ts'

const languages = { en, 'zh-CN': zh }

describe.each(Object.entries(languages))('the templates in %s', (_language, { templates }) => {
  const comments: Readonly<Record<string, string>> = templates.comments
  const text = (id: (typeof templateIds)[number]) => templateText(id, (key) => comments[key] ?? `no ${key}`)

  it('have a title, a sentence and all their comments', () => {
    const { comments: _, ...named } = templates
    expect(Object.keys(named)).toEqual(templateIds)
    for (const id of templateIds) expect(text(id)).not.toMatch(/# (?:@|no )/)
    const used = templateIds.flatMap((id) => [...templateText(id, (key) => `@${key}`).matchAll(/@(\w+)/g)])
    expect(new Set(used.map(([, key]) => key))).toEqual(new Set(Object.keys(comments)))
  })

  it.each(templateIds)('%s has no fault, and nothing that a careful person would change', (id) => {
    expect(errorsOf(text(id))).toEqual([])
    const known = noticesOf(parsed(text(id))).map(({ code }) => code)
    expect(known).toEqual(id === 'single' ? ['single_replica'] : [])
  })
})
