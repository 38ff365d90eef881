import { Terminal as Screen } from '@xterm/headless'
import { expect, it } from 'vitest'
import { Store } from '../api/store.ts'
import type { Container, Pod } from './behaviours.ts'
import { Shells } from './shell.ts'
import { Terminal } from './terminal.ts'
import { Volumes } from './volumes.ts'

const left = '\x1b[D'
const right = '\x1b[C'
const up = '\x1b[A'
const home = '\x1b[H'
const end = '\x1b[F'
const remove = '\x1b[3~'

async function lineAfter(
  ...keys: readonly string[]
): Promise<{ readonly line: string; readonly at: number }> {
  const pod = { metadata: { name: 'web-0', uid: 'a', resourceVersion: '1' } } as Pod
  const shell = new Shells(new Store(), new Volumes(null, () => undefined)).of(pod, {
    name: 'main',
  } as Container)
  const screen = new Screen({ cols: 80, rows: 10, allowProposedApi: true })
  const written = (text: string) => new Promise<void>((resolve) => screen.write(text, resolve))
  const terminal = new Terminal(shell, { write: (text) => screen.write(text), end: () => undefined })
  terminal.open()
  for (const key of keys) terminal.type(key)
  await written('')
  const { active } = screen.buffer
  const line = active.getLine(active.cursorY)?.translateToString().trimEnd() ?? ''
  return { line, at: active.cursorX }
}

it.each([
  ['left, and typed there', ['ac', left, 'b'], '/ # abc', 6],
  ['left, right', ['ab', left, left, right], '/ # ab', 5],
  ['backspace in the middle', ['axb', left, '\x7f'], '/ # ab', 5],
  ['Delete', ['axb', left, left, remove], '/ # ab', 5],
  ['Home and End', ['bc', home, 'a', end, 'd'], '/ # abcd', 8],
  ['broad characters', ['你好', left, '\x7f', 'a'], '/ # a好', 5],
  ['Tab does nothing', ['a\tb'], '/ # ab', 6],
  ['the line before, and away with it', ['ab', left, '\x15', 'c'], '/ # c', 5],
  ['nothing beyond its ends', [left, right, remove, '\x7f', 'a', up], '/ #', 4],
])('%s', async (_name, keys, line, at) => {
  expect(await lineAfter(...keys)).toEqual({ line, at })
})
