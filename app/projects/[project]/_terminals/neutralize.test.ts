import { Terminal } from '@xterm/headless'
import type { Terminal as BrowserTerminal } from '@xterm/xterm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neutralize, safeLink } from './neutralize.ts'

const esc = '\u001b'
const ends = ['\u0007', `${esc}\\`, '\u009c']
const osc = (text: string) =>
  [`${esc}]`, '\u009d'].flatMap((begin) => ends.map((end) => `${begin}${text}${end}`))
const csi = (text: string) => [`${esc}[${text}`, `\u009b${text}`]
const dcs = (text: string) =>
  [`${esc}P`, '\u0090'].flatMap((begin) => ends.map((end) => `${begin}${text}${end}`))

/** Each in both spellings, with each of its ends. */
const corpus: Record<string, string[]> = {
  'the clipboard': [...osc('52;c;cm0gLXJmIC8='), ...osc('52;c;?'), ...osc('52;p;!')],
  titles: [...osc('0;owned'), ...osc('1;owned'), ...osc('2;owned'), ...csi('22;0t'), ...csi('23;0t')],
  'the title as an answer': [...csi('21t'), ...csi('20t')],
  attributes: [...csi('c'), ...csi('0c'), ...csi('>c'), ...csi('>0c'), ...csi('=c'), `${esc}Z`],
  positions: [...csi('5n'), ...csi('6n'), ...csi('?6n'), ...csi('?15n'), ...csi('?26n'), ...csi('?996n')],
  modes: [...csi('4$p'), ...csi('?1$p'), ...csi('?2004$p')],
  sizes: [...csi('11t'), ...csi('13t'), ...csi('14t'), ...csi('16t'), ...csi('18t'), ...csi('19t')],
  settings: [
    ...dcs('$q"p'),
    ...dcs('$qm'),
    ...dcs('$q q'),
    ...dcs('+q544e'),
    ...csi('1$w'),
    ...csi('>q'),
    ...csi('x'),
  ],
  colours: [...osc('4;1;?'), ...osc('10;?'), ...osc('11;?'), ...osc('12;?'), ...osc('10;?;?;?')],
  focus: [...csi('?1004h'), ...csi('?1000;1004h')],
  keyboards: [...csi('?u'), ...csi('>1u'), ...csi('?2048h')],
  others: [
    ...osc('7;file:///x'),
    ...osc('9;note'),
    ...osc('777;notify;a;b'),
    ...osc('1337;File=:AAAA'),
    '\u0005',
  ],
}

interface Heard {
  readonly typed: string[]
  readonly titles: string[]
}

async function write(text: string | Uint8Array, isNeutral = true): Promise<Heard> {
  const terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: 10 })
  if (isNeutral) neutralize(terminal as unknown as BrowserTerminal)
  const heard: Heard = { typed: [], titles: [] }
  terminal.onData((data) => heard.typed.push(data))
  terminal.onBinary((data) => heard.typed.push(data))
  terminal.onTitleChange((title) => heard.titles.push(title))
  await new Promise<void>((resolve) => terminal.write(text, resolve))
  terminal.dispose()
  return heard
}

describe('nothing that a program writes is answered, or leaves the screen', () => {
  it.each(Object.entries(corpus))('%s', async (_name, texts) => {
    for (const text of texts) {
      expect([text, await write(text)]).toEqual([text, { typed: [], titles: [] }])
      expect(await write(`before ${text}${text} after`)).toEqual({ typed: [], titles: [] })
      // Cut anywhere, as the network does.
      expect(await write(new TextEncoder().encode(text))).toEqual({ typed: [], titles: [] })
    }
  })

  it('which without this would be', async () => {
    const answers = await Promise.all(
      Object.values(corpus)
        .flat()
        .map((text) => write(text, false)),
    )
    expect(answers.filter(({ typed }) => typed.length > 0).length).toBeGreaterThan(15)
    expect(answers.filter(({ titles }) => titles.length > 0).length).toBeGreaterThan(3)
  })

  it('in whatever order and mixture', async () => {
    const part = fc.oneof(
      fc.constantFrom(...Object.values(corpus).flat()),
      fc.constantFrom(
        esc,
        `${esc}[`,
        `${esc}]`,
        `${esc}P`,
        '\u0018',
        '\u001a',
        ';',
        '?',
        '$',
        '0',
        '6',
        'n',
        'c',
      ),
      fc.string({ maxLength: 5 }),
    )
    const texts = fc.array(part, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(texts, async (parts) => {
        expect(await write(parts.join(''))).toEqual({ typed: [], titles: [] })
      }),
      { numRuns: 200 },
    )
  })
})

describe('a link', () => {
  it.each(['https://example.com/a?b', 'http://10.0.0.1:8080/'])('leads to %s', (link) => {
    expect(safeLink(link)).toBe(link)
  })
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '\u0001javascript:x',
    'x',
    '',
  ])('does not lead to %j', (link) => {
    expect(safeLink(link)).toBeNull()
  })
})
