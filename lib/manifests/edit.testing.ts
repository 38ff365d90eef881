import fc from 'fast-check'

/** Anything that a document can be made of, with the way it is written. */
type Tree =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[] }
  | { readonly kind: 'alias' }
  | {
      readonly kind: 'map' | 'list'
      readonly entries: readonly Grown[]
      readonly flow: Flow
      readonly dent: 0 | 1
    }

interface Grown {
  readonly key: string
  readonly tree: Tree
  readonly above: readonly ('blank' | 'comment')[]
  readonly behind: boolean
  readonly below: boolean
  readonly anchor: boolean
  /** `? key` and `: value` on lines of their own. */
  readonly explicit: boolean
}

type Flow = 'block' | 'line' | 'lines'

const keys = ['name', 'app', 'a.b/c', 'on', 'x-y', 'spec', 'env', '"quoted key"', "'1'", 'http', 'z9']
const scalars = [
  'web',
  '3',
  '"3"',
  "'it''s'",
  'true',
  'null',
  '~',
  '""',
  '1.50',
  'a b',
  '"q\\n"',
  '0x1F',
  '12345678901234567890',
  '10Gi',
]

const scalar = fc.constantFrom(...scalars).map((text): Tree => ({ kind: 'scalar', text }))
const block = fc
  .record({
    header: fc.constantFrom('|', '|-', '>', '>-', '|+'),
    lines: fc.array(fc.constantFrom('echo "a"', '# not a comment', '- x', 'k: v', '', '  deep'), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ header, lines }): Tree => ({ kind: 'block', header, lines: ['start', ...lines, 'stop'] }))

const { tree } = fc.letrec<{ tree: Tree; node: Tree }>((tie) => ({
  node: fc
    .record({
      kind: fc.constantFrom('map' as const, 'list' as const),
      flow: fc.constantFrom<Flow>('block', 'block', 'block', 'line', 'lines'),
      dent: fc.constantFrom(0 as const, 1 as const),
      entries: fc.uniqueArray(
        fc.record({
          key: fc.constantFrom(...keys),
          tree: tie('tree'),
          above: fc.array(fc.constantFrom('blank' as const, 'comment' as const), { maxLength: 2 }),
          behind: fc.boolean(),
          below: fc.boolean(),
          anchor: fc.boolean(),
          explicit: fc.nat(7).map((number) => number === 0),
        }),
        { maxLength: 4, selector: ({ key }) => key },
      ),
    })
    .map((made): Tree => made),
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'large' },
    { arbitrary: scalar, weight: 3 },
    { arbitrary: block, weight: 1 },
    { arbitrary: fc.constant<Tree>({ kind: 'alias' }), weight: 1 },
    { arbitrary: tie('node'), weight: 5 },
  ),
}))

interface Written {
  readonly step: number
  readonly comments: boolean
  readonly anchors: boolean
}

/** Writes a tree behind `head` (`key:`, `-`, or nothing at the root) at an indentation. */
class Writer {
  readonly lines: string[] = []
  private made = 0
  private readonly done: string[] = []
  readonly style: Written
  constructor(style: Written) {
    this.style = style
  }

  value(head: string, tree: Tree, indent: number, comment: string, dent = 1) {
    const text = this.inline(tree, indent)
    if (text !== undefined) {
      this.lines.push(`${head}${head === '' || head.endsWith(' ') ? '' : ' '}${text}${comment}`)
      if (tree.kind !== 'block') return
      this.lines.push(...tree.lines.map((line) => (line === '' ? '' : ' '.repeat(indent + 2) + line)))
    } else if (tree.kind === 'map' || tree.kind === 'list') {
      const deeper = tree.kind === 'list' ? dent * this.style.step : this.style.step
      const joined = /^ *-$/.test(head)
      if (!joined && head !== '') this.lines.push(head + comment)
      const inside = head === '' ? indent : indent + (joined ? 2 : deeper)
      this.entries(tree, inside, joined ? `${head} ` : undefined)
    }
  }

  /** What stands on the line of the head; nothing for a collection in block style. */
  private inline(tree: Tree, indent: number): string | undefined {
    const known = this.done.at(-1)
    if (tree.kind === 'alias') return known === undefined ? 'plain' : `*${known}`
    if (tree.kind === 'scalar') return tree.text
    if (tree.kind === 'block') return tree.header
    if (tree.entries.length === 0) return tree.kind === 'map' ? '{}' : '[]'
    return tree.flow === 'block' ? undefined : this.flow(tree, indent)
  }

  private entries(tree: Tree & { kind: 'map' | 'list' }, indent: number, joined: string | undefined) {
    for (const [index, entry] of tree.entries.entries()) {
      const lead = index === 0 && joined !== undefined ? joined : ' '.repeat(indent)
      if (this.style.comments && (index > 0 || joined === undefined)) {
        for (const line of entry.above)
          this.lines.push(line === 'blank' ? '' : `${' '.repeat(indent)}# above ${entry.key}`)
      }
      const anchored =
        entry.anchor && this.style.anchors && entry.tree.kind !== 'alias' && !this.isJoined(tree, entry)
      const name = `a${++this.made}`
      const anchor = anchored ? ` &${name}` : ''
      const isExplicit = tree.kind === 'map' && entry.explicit
      if (isExplicit) this.lines.push(`${lead}? ${entry.key}`)
      const key = isExplicit ? `${' '.repeat(indent)}:` : `${lead}${entry.key}:`
      const head = tree.kind === 'map' ? `${key}${anchor}` : `${lead}-${anchor}`
      this.value(
        head,
        entry.tree,
        indent,
        this.style.comments && entry.behind ? ' # behind' : '',
        this.dent(entry.tree),
      )
      if (anchored) this.done.push(name)
      if (this.style.comments && entry.below && entry.tree.kind !== 'block')
        this.lines.push(`${' '.repeat(indent + 2)}# below`)
    }
  }

  private isJoined(tree: Tree, entry: Grown) {
    return tree.kind === 'list' && (entry.tree.kind === 'map' || entry.tree.kind === 'list')
  }

  private dent(tree: Tree) {
    return tree.kind === 'list' ? tree.dent : 1
  }

  private flow(tree: Tree, indent: number): string {
    if (tree.kind === 'scalar') return tree.text
    if (tree.kind !== 'map' && tree.kind !== 'list') return 'plain'
    const [open, close] = tree.kind === 'map' ? '{}' : '[]'
    const items = tree.entries.map(({ key, tree: inner }) => {
      const text = this.flow(inner, indent + 2)
      return tree.kind === 'map' ? `${key}: ${text}` : text
    })
    if (tree.flow !== 'lines' || items.length === 0) return `${open}${items.join(', ')}${close}`
    const line = `\n${' '.repeat(indent + 2)}`
    return `${open}${line}  ${items.join(`,${line}  `)}${line}${close}`
  }
}

function write(tree: Tree, style: Written): string {
  const writer = new Writer(style)
  writer.value('', tree, 0, '')
  return `${writer.lines.join('\n')}\n`
}

const root = tree.filter((made) => made.kind === 'map' && made.flow === 'block' && made.entries.length > 0)

const oneDocument = fc
  .record({
    tree: root,
    style: fc.record({ step: fc.constantFrom(2, 4), comments: fc.boolean(), anchors: fc.boolean() }),
  })
  .map(({ tree: made, style }) => write(made, style))

/** Texts of one to three documents in every style that people write: the tree is theirs, the layout too. */
export const yamlText = fc
  .record({
    documents: fc.array(oneDocument, { minLength: 1, maxLength: 3 }),
    head: fc.constantFrom('', '---\n', '# a head\n', '# a head\n---\n', '%YAML 1.2\n---\n', '\uFEFF'),
    between: fc.constantFrom('---\n', '...\n---\n', '---\n# another\n', '---\n---\n'),
    crlf: fc.boolean(),
    open: fc.boolean(),
  })
  .map(({ documents, head, between, crlf, open }) => {
    const text = head + documents.join(between)
    const ended = open ? text.replace(/\n+$/, '') : text
    return crlf ? ended.replaceAll('\n', '\r\n') : ended
  })

/** What JSON can hold, with texts that YAML would take for something else. */
export const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(
      '',
      'true',
      '1e3',
      '0x10',
      'null',
      'yes',
      'on',
      '1:30',
      '@x',
      '- a',
      'a: b',
      '# c',
      ' x ',
      '{a}',
      '%d',
      '~',
      '0o7',
      '2001-01-01',
    ),
    fc.constantFrom(
      'a\nb',
      'a\nb\n',
      'a\n\n',
      '\n',
      ' a\nb',
      'a \n b\n',
      '---\na',
      'a\r\nb',
      '\ta\n',
      '...\n',
      '# x\ny',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom('a', 'name', 'on', 'x.y/z', '', '1', '__proto__', 'a b', '? q', '<<'),
      tie('value'),
      { maxKeys: 3 },
    ),
  ),
})).value

export const jsonText = fc
  .record({
    value: fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyValue, { minKeys: 1 }),
    unit: fc.constantFrom(undefined, 2, 4, '\t'),
  })
  .map(({ value, unit }) => JSON.stringify(value, null, unit))
