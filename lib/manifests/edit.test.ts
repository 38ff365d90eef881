import { describe, expect, it } from 'vitest'
import { isAppError } from '../errors.ts'
import { deleteIn, setIn, valueIn } from './edit.ts'

const lines = (...each: string[]) => `${each.join('\n')}\n`

type Row = readonly [says: string, before: string, edit: (text: string) => string, after: string]

const set: readonly Row[] = [
  [
    'an image keeps the comment behind it',
    lines('containers:', '- name: web', '  image: nginx:1.27   # as in production', '  tty: true'),
    (text) => setIn(text, 0, ['containers', 0, 'image'], 'nginx:1.28'),
    lines('containers:', '- name: web', '  image: nginx:1.28   # as in production', '  tty: true'),
  ],
  [
    'a text keeps its quotes',
    lines(`a: 'one'`, 'b: "two"'),
    (text) => setIn(setIn(text, 0, ['a'], `it's`), 0, ['b'], 'x'),
    lines(`a: 'it''s'`, 'b: "x"'),
  ],
  [
    'a number in place of a quoted number is a number',
    lines('port: "80"'),
    (text) => setIn(text, 0, ['port'], 80),
    lines('port: 80'),
  ],
  [
    'what the API server would take for something else is quoted',
    lines('a: x'),
    (text) =>
      [
        'true',
        'yes',
        'on',
        '1e3',
        '0x10',
        '0X10',
        'null',
        '',
        '1:30',
        '2001-01-01',
        '@x',
        '012',
        '<<',
      ].reduce((made, value, index) => setIn(made, 0, [`k${index}`], value), text),
    lines(
      'a: x',
      'k0: "true"',
      'k1: "yes"',
      'k2: "on"',
      'k3: "1e3"',
      'k4: "0x10"',
      'k5: "0X10"',
      'k6: "null"',
      'k7: ""',
      'k8: "1:30"',
      'k9: "2001-01-01"',
      'k10: "@x"',
      'k11: "012"',
      'k12: "<<"',
    ),
  ],
  [
    'a character that no manifest may hold is escaped',
    lines('a: x'),
    (text) => setIn(text, 0, ['a'], 'bell\x07 delete\x7F'),
    lines('a: "bell\\a delete\\u007F"'),
  ],
  [
    'a label goes behind the last one, at its indentation',
    lines('metadata:', '    labels:', '        app: web # the app', '', 'spec: {}'),
    (text) => setIn(text, 0, ['metadata', 'labels', 'app.kubernetes.io/tier'], 'db'),
    lines(
      'metadata:',
      '    labels:',
      '        app: web # the app',
      '        app.kubernetes.io/tier: db',
      '',
      'spec: {}',
    ),
  ],
  [
    'parents that are missing are made; sequences are indented as those around',
    lines('spec:', '  containers:', '    - name: web', 'kind: Pod'),
    (text) => setIn(text, 0, ['spec', 'containers', 0, 'ports', 0, 'containerPort'], 80),
    lines(
      'spec:',
      '  containers:',
      '    - name: web',
      '      ports:',
      '        - containerPort: 80',
      'kind: Pod',
    ),
  ],
  [
    'an empty value and an empty map are opened',
    lines('annotations: # none yet', 'labels: {} # nor here', 'spec: null'),
    (text) =>
      setIn(
        setIn(setIn(text, 0, ['annotations', 'a'], 'x'), 0, ['labels', 'b'], 'z'),
        0,
        ['spec', 'c', 0],
        1,
      ),
    lines('annotations: # none yet', '  a: x', 'labels: # nor here', '  b: z', 'spec:', '  c:', '  - 1'),
  ],
  [
    'a flow map stays one, and a new collection inside is one too',
    lines('selector: {a: 1, b: 2} # both'),
    (text) => setIn(setIn(text, 0, ['selector', 'b'], 3), 0, ['selector', 'c'], ['x', 'yes']),
    lines('selector: {a: 1, b: 3, c: [x, "yes"]} # both'),
  ],
  [
    'a flow sequence keeps its padding and quotes',
    lines('command: [ "sh", "-c" ]'),
    (text) => setIn(text, 0, ['command', 2], 'true'),
    lines('command: [ "sh", "-c", "true" ]'),
  ],
  [
    'a collection is replaced where it stands',
    lines('args:', '- a', '- b # two', 'env:', '- name: A'),
    (text) => setIn(text, 0, ['args'], ['c']),
    lines('args:', '- c', 'env:', '- name: A'),
  ],
  [
    'a script stays a block, with the line break at its end or without',
    lines('args:', '- |-', '  set -e', '  run', '- x'),
    (text) => setIn(text, 0, ['args', 0], 'set -ex\nrun\n'),
    lines('args:', '- |', '  set -ex', '  run', '- x'),
  ],
  [
    'a text of several lines becomes a block',
    lines('data:', '  a: one # short'),
    (text) => setIn(text, 0, ['data', 'a'], 'one\ntwo'),
    lines('data:', '  a: |- # short', '    one', '    two'),
  ],
  [
    'JSON on many lines keeps its indentation',
    '{\n\t"kind": "Pod",\n\t"spec": {\n\t\t"containers": []\n\t}\n}\n',
    (text) => setIn(text, 0, ['spec', 'containers', 0, 'name'], 'web'),
    '{\n\t"kind": "Pod",\n\t"spec": {\n\t\t"containers": [\n\t\t\t{\n\t\t\t\t"name": "web"\n\t\t\t}\n\t\t]\n\t}\n}\n',
  ],
  [
    'JSON on one line stays there',
    '{"kind":"Pod","spec":{"replicas":1}}',
    (text) => setIn(text, 0, ['spec', 'labels'], { a: 'yes' }),
    '{"kind":"Pod","spec":{"replicas":1,"labels":{"a":"yes"}}}',
  ],
  [
    'CRLF and the byte order mark stay',
    '\uFEFFa:\r\n- 1\r\nb: 2\r\n',
    (text) => setIn(text, 0, ['a', 1], { c: 'x\ny' }),
    '\uFEFFa:\r\n- 1\r\n- c: |-\r\n    x\r\n    y\r\nb: 2\r\n',
  ],
  [
    'a text without a last line break gets none',
    'a: 1\nb: 2',
    (text) => setIn(text, 0, ['c'], [3]),
    'a: 1\nb: 2\nc:\n- 3',
  ],
  [
    'in the second of several documents; empty ones do not count',
    lines('# none', '---', 'a: 1', '# of the first', '---', '# empty', '---', '%x: 1', '...'),
    (text) => setIn(text.replace('%x', 'x'), 0, ['a'], 2),
    lines('# none', '---', 'a: 2', '# of the first', '---', '# empty', '---', 'x: 1', '...'),
  ],
  [
    'an alias is written out where it is edited, and only there',
    lines('a: &shared', '  x: 1', 'b: *shared', 'c: *shared'),
    (text) => setIn(text, 0, ['b', 'x'], 2),
    lines('a: &shared', '  x: 1', 'b:', '  x: 2', 'c: *shared'),
  ],
  [
    'what repeats an anchor keeps its value when the anchor is edited',
    lines('name: &name web', 'labels:', '  app: *name # same', 'other: &o {x: 1}', 'more: *o'),
    (text) => setIn(text, 0, ['name'], 'db'),
    lines('name: &name db', 'labels:', '  app: web # same', 'other: &o {x: 1}', 'more: *o'),
  ],
  [
    'numbers beyond 2^53 keep their digits where a map has to be written anew',
    lines('a: 12345678901234567890', '? c'),
    (text) => setIn(text, 0, ['b'], 1),
    lines('a: 12345678901234567890', 'c: null', 'b: 1'),
  ],
  [
    'a key on a line of its own stays there',
    lines('? a # the first', ': x # its value', 'c: 1'),
    (text) => setIn(setIn(text, 0, ['a'], 'z'), 0, ['b'], 1),
    lines('? a # the first', ': z # its value', 'c: 1', 'b: 1'),
  ],
]

describe('setting', () => {
  it.each(set)('%s', (_says, before, edit, after) => expect(edit(before)).toBe(after))
})

describe('what is refused', () => {
  it.each([
    ['a syntax error, with its line', 'a: 1\n---\nb: [1\nc: 2', 1, ['a'], 'manifest_syntax@4'],
    ['a key twice', 'a: 1\na: 2', 0, ['a'], 'manifest_duplicate_key@2'],
    ['an alias inside of what it repeats', 'a: &a\n  b: *a', 0, ['c'], 'manifest_aliases@2'],
    ['a path through a text', 'a: text', 0, ['a', 'b'], 'manifest_path@'],
    ['a key in a sequence', 'a: [1]', 0, ['a', 'b'], 'manifest_path@'],
    ['an index beyond the end', 'a: [1]', 0, ['a', 2], 'manifest_path@'],
    ['more than is read', `a: ${'x'.repeat(600_000)}`, 0, ['a'], 'manifest_too_large@'],
    ['brackets without end', '['.repeat(8000), 0, ['a'], 'manifest_too_deep@'],
  ])('%s', (_says, text, document, path, expected) => {
    try {
      setIn(text, document, path, 'new')
      expect.unreachable()
    } catch (error) {
      const [field] = isAppError(error, 'invalid') ? error.fields : []
      expect(`${field?.code}@${field?.line ?? ''}`).toBe(expected)
    }
  })
  it('a document that is not there', () => {
    expect(() => deleteIn('a: 1', 1, ['a'])).toThrow(RangeError)
  })
})

describe('typing', () => {
  const text = lines('a:', '- name: web # first', '  image: "x" # as & when *', 'b: y1')
  const [name, image] = [
    ['a', 0, 'name'],
    ['a', 0, 'image'],
  ]
  it.each(['nginx:1.27', 'a: b', 'yes, no', '1.2.3', '# no comment', '- x', '"quoted"'])('%s', (word) => {
    for (const path of [name, image]) {
      const ends = Array.from(word, (_, index) => word.slice(0, index + 1))
      const typed = ends.reduce((made, so) => setIn(made, 0, path, so), text)
      expect(typed).toBe(setIn(text, 0, path, word))
      expect(valueIn(typed, 0, path)).toBe(word)
    }
  })
  it('here and there finds every place where it is by then', () => {
    const made = setIn(setIn(setIn(text, 0, name, 'a longer name'), 0, image, 'z'), 0, name, 'w')
    expect(made).toBe(lines('a:', '- name: w # first', '  image: "z" # as & when *', 'b: y1'))
  })
  it('into an empty text needs no quotes', () => {
    expect(setIn(setIn('a: ""\n', 0, ['a'], 'n'), 0, ['a'], 'nginx')).toBe('a: nginx\n')
  })
  it('in what is repeated elsewhere leaves that as it was', () => {
    const made = setIn(setIn('a: &a x\nb: *a\n', 0, ['a'], 'v'), 0, ['a'], 'w')
    expect(made).toBe('a: &a w\nb: x\n')
  })
})

describe('reading', () => {
  it('gives plain copies, and nothing for nothing', () => {
    expect(valueIn('a: &x {b: 1}\nc: *x', 0, ['c', 'b'])).toBe(1)
    expect(valueIn('a: 12345678901234567890', 0, ['a'])).toBe(12345678901234567000)
    expect(valueIn('a: 1', 0, ['b', 'c'])).toBeUndefined()
  })
})
