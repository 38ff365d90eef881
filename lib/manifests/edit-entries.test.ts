import { describe, expect, it } from 'vitest'
import { appendDocument, deleteIn, insertIn, moveIn, removeDocument, setIn } from './edit.ts'

const lines = (...each: string[]) => `${each.join('\n')}\n`

type Row = readonly [says: string, before: string, edit: (text: string) => string, after: string]

const others: readonly Row[] = [
  [
    'the first variable goes, the comment above it stays: it may speak of all',
    lines('env:', '# for the server', '- name: A', '  value: a # one', '- name: B'),
    (text) => deleteIn(text, 0, ['env', 0]),
    lines('env:', '# for the server', '- name: B'),
  ],
  [
    'a later one goes with the comments right above and below it',
    lines(
      'env:',
      '- name: A',
      '',
      '# the second',
      '# of two',
      '- name: B',
      '  # value: b',
      '# end',
      '- name: C',
    ),
    (text) => deleteIn(text, 0, ['env', 1]),
    lines('env:', '- name: A', '', '# end', '- name: C'),
  ],
  [
    'an entry that is commented out is nobody’s comment',
    lines('env:', '- name: A', '# - name: B', '- name: C'),
    (text) => deleteIn(text, 0, ['env', 1]),
    lines('env:', '- name: A', '# - name: B'),
  ],
  [
    'the first key of an item leaves an item',
    lines('- name: a', '  value: b', '- name: c', '  # why', '  value: d'),
    (text) => deleteIn(deleteIn(text, 0, [0, 'name']), 0, [1, 'name']),
    lines('- value: b', '-', '  # why', '  value: d'),
  ],
  [
    'the last label leaves an empty map',
    lines('metadata:', '  labels: # none', '    app: web', '  name: x'),
    (text) => deleteIn(text, 0, ['metadata', 'labels', 'app']),
    lines('metadata:', '  labels: {} # none', '  name: x'),
  ],
  [
    'or takes its parents along, but those that are to be kept',
    lines('spec:', '  template:', '    metadata:', '      labels:', '        app: web', 'kind: X'),
    (text) => deleteIn(text, 0, ['spec', 'template', 'metadata', 'labels', 'app'], 2),
    lines('spec:', '  template: {}', 'kind: X'),
  ],
  [
    'from flow, with its comma',
    lines('a: {x: 1, y: 2, z: 3}', 'b: [1, 2]'),
    (text) => deleteIn(deleteIn(deleteIn(text, 0, ['a', 'x']), 0, ['a', 'z']), 0, ['b', 1]),
    lines('a: {y: 2}', 'b: [1]'),
  ],
  [
    'from JSON, with its line',
    '{\n  "a": 1,\n  "b": 2\n}\n',
    (text) => deleteIn(text, 0, ['b']),
    '{\n  "a": 1\n}\n',
  ],
  [
    'nothing there, nothing changed',
    lines('a: 1 '),
    (text) => deleteIn(text, 0, ['b', 0, 'c']),
    lines('a: 1 '),
  ],
  [
    'an item is put above the comments of the one it stands before',
    lines('ports:', '- 80', '# TLS', '- 443'),
    (text) => insertIn(text, 0, ['ports'], 1, 8080),
    lines('ports:', '- 80', '- 8080', '# TLS', '- 443'),
  ],
  [
    'a port behind the last one',
    lines('ports:', '  - containerPort: 80', '    name: web', 'x: 1'),
    (text) => insertIn(text, 0, ['ports'], 1, { containerPort: 443, name: 'tls' }),
    lines(
      'ports:',
      '  - containerPort: 80',
      '    name: web',
      '  - containerPort: 443',
      '    name: tls',
      'x: 1',
    ),
  ],
  [
    'an item moves with its comments; blank lines stay',
    lines('ports:', '# plain', '- 80 # a', '', '# TLS', '- 443', '- 1'),
    (text) => moveIn(text, 0, ['ports'], 1, 0),
    lines('ports:', '# TLS', '- 443', '', '# plain', '- 80 # a', '- 1'),
  ],
  [
    'items of a flow sequence change places',
    lines('a: [1,  {b: 2}, 3]'),
    (text) => moveIn(text, 0, ['a'], 0, 2),
    lines('a: [{b: 2},  3, 1]'),
  ],
  [
    'a document is appended',
    lines('a: 1'),
    (text) => appendDocument(text, { b: [1] }),
    lines('a: 1', '---', 'b:', '- 1'),
  ],
  ['the first one has no marker', '', (text) => setIn(text, 0, ['a', 'b'], 1), lines('a:', '  b: 1')],
  [
    'JSON follows JSON',
    '{"a": 1}\n',
    (text) => appendDocument(text, { b: 1 }),
    '{"a": 1}\n---\n{\n  "b": 1\n}\n',
  ],
  [
    'of JSON objects one after the other, the second alone is edited',
    '{"a": "}{"}{"b": 1}\n{"c": 1}\n',
    (text) => removeDocument(setIn(setIn(text, 1, ['b'], 2), 1, ['d'], 3), 2),
    '{"a": "}{"}{"b": 2, "d": 3}\n',
  ],
  [
    'byte order marks of files that were joined stay where they are',
    'a: 1\n\uFEFF---\nb: 2\n---\n\uFEFFc: 3\n',
    (text) => setIn(setIn(text, 1, ['b'], 4), 2, ['d'], 5),
    'a: 1\n\uFEFF---\nb: 4\n---\n\uFEFFc: 3\nd: 5\n',
  ],
  [
    'the first document goes with the marker behind it; what heads the file stays',
    lines('# (c) me', '', '# one', 'a: 1', '---', 'b: 2', '---', 'c: 3'),
    (text) => removeDocument(text, 0),
    lines('# (c) me', '', 'b: 2', '---', 'c: 3'),
  ],
  [
    'another one goes with its own marker',
    lines('a: 1', '---', 'b: 2', '---', 'c: 3'),
    (text) => removeDocument(removeDocument(text, 2), 1),
    lines('a: 1'),
  ],
]

describe('taking away, inserting, moving, whole documents', () => {
  it.each(others)('%s', (_says, before, edit, after) => expect(edit(before)).toBe(after))
})
