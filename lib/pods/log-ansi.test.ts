import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toSpans, toText } from './log-ansi.ts'

const esc = '\u001b'

describe('escape sequences of a log', () => {
  it.each<[string, string, object]>([
    ['a colour', `${esc}[31mred`, { fg: 1 }],
    ['a bright colour', `${esc}[91mred`, { fg: 9 }],
    ['a ground', `${esc}[44mblue`, { bg: 4 }],
    ['one of 256', `${esc}[38;5;196mred`, { fg: 'rgb(255 0 0)' }],
    ['a grey', `${esc}[38;5;232mgrey`, { fg: 'rgb(8 8 8)' }],
    ['a true colour', `${esc}[38;2;1;2;3mx`, { fg: 'rgb(1 2 3)' }],
    ['the same as the standard writes it', `${esc}[38:2::1:2:3mx`, { fg: 'rgb(1 2 3)' }],
    ['bold and underlined', `${esc}[1;4mx`, { isBold: true, isUnderlined: true }],
    ['a curly line', `${esc}[4:3mx`, { isUnderlined: true }],
    ['taken back', `${esc}[31;1m${esc}[0mx`, {}],
    ['only the colour taken back', `${esc}[31;1m${esc}[39mx`, { isBold: true }],
    ['of eight bits', '\u009b31mx', { fg: 1 }],
    ['a colour that is none', `${esc}[38;2;999;0;0mx`, {}],
    ['nonsense', `${esc}[777mx`, {}],
  ])('%s', (_name, raw, look) => {
    expect(toSpans(raw).at(-1)?.look).toEqual(look)
  })

  /** Known ways to reach a terminal's title, clipboard, input, printer or screen. */
  it.each<[string, string, string]>([
    ['OSC 0: title', `a${esc}]0;evil\u0007b`, 'ab'],
    ['OSC 2 with ST', `a${esc}]2;evil${esc}\\b`, 'ab'],
    ['OSC 52: clipboard', `a${esc}]52;c;cm0gLXJm\u0007b`, 'ab'],
    ['OSC 8: link, its text stays', `${esc}]8;;javascript:alert(1)${esc}\\click${esc}]8;;${esc}\\`, 'click'],
    ['OSC 1337: file', `${esc}]1337;File=name=eA==:AAAA\u0007x`, 'x'],
    ['OSC of eight bits', '\u009d0;evil\u009cx', 'x'],
    ['OSC without an end hides nothing', `a${esc}]0;evil`, 'a0;evil'],
    ['DCS: answers as input', `${esc}P$q"p${esc}\\x`, 'x'],
    ['device attributes', `${esc}[c${esc}[>c${esc}[6nx`, 'x'],
    ['title report', `${esc}[21tx`, 'x'],
    ['APC and PM', `${esc}_evil${esc}\\${esc}^evil${esc}\\x`, 'x'],
    ['erase and move', `${esc}[2J${esc}[1;1H${esc}[3Jx`, 'x'],
    ['reset', `${esc}cx`, 'x'],
    ['character set', `${esc}(0lqqk`, 'lqqk'],
    ['alternate screen', `${esc}[?1049hx`, 'x'],
    ['a sequence that is cut', `x${esc}[38;5`, 'x38;5'],
    ['an escape alone', `x${esc}`, 'x'],
    ['bell, backspace, null', 'a\u0007\b\u0000b', 'a␇␈␀b'],
    ['what writes over a line', 'safe\revil', 'safe␍evil'],
    ['the end of a line from Windows', 'x\r', 'x'],
    ['what turns the direction', 'a\u202eb', 'a⟨U+202E⟩b'],
    ['markup', '<img src=x onerror=alert(1)>&amp;', '<img src=x onerror=alert(1)>&amp;'],
    ['a tab', 'a\tb', 'a\tb'],
  ])('%s', (_name, raw, text) => {
    expect(toText(raw)).toBe(text)
  })

  it('never leave a control character, and the spans are the text', () => {
    const any = fc.string({
      unit: fc.constantFrom(esc, '[', ']', ';', '0', '3', 'm', '\u0007', '\\', '\r', 'x', '\u009b', 'P'),
    })
    fc.assert(
      fc.property(any, (raw) => {
        const text = toText(raw)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what this shows.
        expect(text).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/)
        expect(
          toSpans(raw)
            .map((span) => span.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  describe('of a hostile line take no longer than it is long', () => {
    const ascii = Array.from({ length: 0x60 }, (_, at) => String.fromCharCode(0x20 + at))
    const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at)]
    const starters = [
      ...controls.map((code) => String.fromCharCode(code)),
      ...ascii.map((final) => esc + final),
      ...[`${esc}[3`, '\u009b;', '\u009b ', `${esc}[38;`, `${esc}[38:2:`, '38;', `${esc}[31mx`],
    ]
    const longest = 64 * 1024
    /** Of this process, ms, whatever else the machine does. A cost of the square is seconds. */
    const costOf = (unit: string, head: string, tail: string) => {
      const line = head + unit.repeat(longest / unit.length) + tail
      const before = process.cpuUsage()
      toSpans(line)
      toText(line)
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }

    it.each([
      ['', ''],
      ['', 'x'],
      [`${esc}]`, 'x'],
      [`${esc}[`, 'm'],
    ])('that begins with %j, repeats any one of them and ends with %j', (head, tail) => {
      const slow = starters.filter((unit) => costOf(unit, head, tail) > 700)
      expect(slow).toEqual([])
    })

    it('that mixes them', { timeout: 60_000 }, () => {
      const mixture = fc.array(fc.constantFrom(...starters), { minLength: 1, maxLength: 6 })
      fc.assert(
        fc.property(mixture, (units) => {
          expect(costOf(units.join(''), '', 'x')).toBeLessThan(700)
        }),
        { numRuns: 60 },
      )
    })
  })

  it('of a string end where another sequence begins', () => {
    expect(toText(`${esc}]0;a\u009d0;b\u0007c`)).toBe('0;ac')
  })

  it('are so many looks in one line and no more', () => {
    const spans = toSpans(`${esc}[31ma${esc}[32mb`.repeat(6000))
    expect(spans.length).toBeLessThanOrEqual(1000)
    expect(spans.map(({ text }) => text).join('')).toBe('ab'.repeat(6000))
  })
})
