import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Block, parseMarkdown } from './markdown'

const text = (value: string) => ({ kind: 'text', text: value })

describe('the Markdown of the guide', () => {
  it.each([
    ['# One', [{ kind: 'heading', level: 1, inlines: [text('One')] }]],
    ['a\nb', [{ kind: 'paragraph', inlines: [text('a b')] }]],
    ['一，\n二', [{ kind: 'paragraph', inlines: [text('一，二')] }]],
    [
      'a\n\nb',
      [
        { kind: 'paragraph', inlines: [text('a')] },
        { kind: 'paragraph', inlines: [text('b')] },
      ],
    ],
    ['- a\n  b\n- c', [{ kind: 'list', isOrdered: false, items: [[text('a b')], [text('c')]] }]],
    ['1. a\n2. b', [{ kind: 'list', isOrdered: true, items: [[text('a')], [text('b')]] }]],
    [
      '| a | b |\n| - | - |\n| c | d |',
      [
        {
          kind: 'table',
          rows: [
            [[text('a')], [text('b')]],
            [[text('c')], [text('d')]],
          ],
        },
      ],
    ],
    ['```sh\nnpm start\n```', [{ kind: 'code', text: 'npm start' }]],
    ['<b>a</b>', [{ kind: 'paragraph', inlines: [text('<b>a</b>')] }]],
    [
      '**a** `b` *c* [d](e.md)',
      [
        {
          kind: 'paragraph',
          inlines: [
            ...[{ kind: 'strong', text: 'a' }, text(' '), { kind: 'code', text: 'b' }, text(' ')],
            ...[{ kind: 'emphasis', text: 'c' }, text(' '), { kind: 'link', text: 'd', to: 'e.md' }],
          ],
        },
      ],
    ],
  ])('%j', (markdown, blocks) => {
    expect(parseMarkdown(markdown)).toEqual(blocks)
  })
})

describe('the guide', () => {
  const files = (locale: string) => globSync('*.md', { cwd: `docs/guide/${locale}` }).toSorted()
  const read = (locale: string, file: string) =>
    parseMarkdown(readFileSync(`docs/guide/${locale}/${file}`, 'utf8'))
  const targets = (blocks: readonly Block[]) =>
    [...JSON.stringify(blocks).matchAll(/"to":"([^"]+)"/g)].map(([, to = '']) => to)

  it('has the same chapters, parts, links and pictures in both languages', () => {
    expect(files('zh-CN')).toEqual(files('en'))
    for (const file of files('en')) {
      const [en, zh] = [read('en', file), read('zh-CN', file)]
      expect([file, ...zh.map(({ kind }) => kind)]).toEqual([file, ...en.map(({ kind }) => kind)])
      expect(targets(zh)).toEqual(targets(en).map((to) => to.replace('/guide/en/', '/guide/zh-CN/')))
    }
  })

  it('leads to what is there', () => {
    for (const locale of ['en', 'zh-CN'])
      for (const file of files(locale))
        for (const to of targets(read(locale, file)))
          expect(() => readFileSync(`docs/guide/${locale}/${to}`), `${file}: ${to}`).not.toThrow()
  })
})
