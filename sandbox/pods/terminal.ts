import type { Shell } from './shell.ts'

interface Screen {
  readonly write: (text: string) => void
  /** The shell has ended, with this code. */
  readonly end: (code: number) => void
}

/** A key that is more than a character, or one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends for a key begins with one
const keys = /\x1b(?:\[[\d;]*[A-Z~]|O[A-Z])|[\s\S]/gu
/** Characters that are as broad as two (East Asian Width, roughly). */
const broad =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u

/**
 * What a terminal does with a shell: shows what is typed, hands over whole lines, remembers them, and ends a program
 * with Ctrl-C.
 */
export class Terminal {
  readonly #shell: Shell
  readonly #screen: Screen
  readonly #past: string[] = []
  #recalled = 0
  /** What stands on the line, before and behind the cursor. */
  #before = ''
  #behind = ''
  #lastCode = 0
  #running: AbortController | null = null
  /** What was typed while a program ran. */
  #ahead = ''

  constructor(shell: Shell, screen: Screen) {
    this.#shell = shell
    this.#screen = screen
  }

  open(): void {
    this.#screen.write('Sandbox: this shell is simulated, nothing here runs for real.\r\n')
    this.#prompt()
  }

  close(): void {
    this.#running?.abort()
  }

  type(text: string): void {
    if (this.#running !== null) {
      if (text.includes('\x03')) this.#running.abort()
      else this.#ahead += text
      return
    }
    for (const key of text.match(keys) ?? []) this.#key(key)
  }

  readonly #keys: Readonly<Record<string, () => void>> = {
    '\r': () => this.#enter(),
    '\n': () => this.#enter(),
    '\x7f': () => this.#backspace(),
    '\b': () => this.#backspace(),
    '\x03': () => {
      this.#screen.write('^C\r\n')
      this.#before = ''
      this.#behind = ''
      this.#prompt()
    },
    '\x04': () => {
      if (this.#before + this.#behind === '') this.#screen.end(this.#lastCode)
      else this.#delete()
    },
    '\x15': () => this.#replace(''),
    '\x0c': () => {
      this.#screen.write('\x1b[H\x1b[2J')
      this.#prompt()
      this.#screen.write(this.#before)
      this.#show(this.#behind)
    },
    '\x1b[A': () => this.#recall(-1),
    '\x1b[B': () => this.#recall(1),
    '\x1b[C': () => this.#right(),
    '\x1b[D': () => this.#left(),
    '\x1b[3~': () => this.#delete(),
    ...keysOf(['\x01', '\x1b[H', '\x1bOH', '\x1b[1~'], () => {
      while (this.#before !== '') this.#left()
    }),
    ...keysOf(['\x05', '\x1b[F', '\x1bOF', '\x1b[4~'], () => {
      while (this.#behind !== '') this.#right()
    }),
  }

  #key(key: string): void {
    if (this.#running !== null) this.#ahead += key
    else if (Object.hasOwn(this.#keys, key)) this.#keys[key]?.()
    else if (key >= ' ') {
      this.#before += key
      this.#screen.write(key)
      this.#show(this.#behind)
    }
  }

  /** Writes behind the cursor, and leaves it where it is. */
  #show(text: string): void {
    if (text !== '') this.#screen.write(`\x1b7${text}\x1b8`)
  }

  #left(): void {
    const last = [...this.#before].at(-1)
    if (last === undefined) return
    this.#before = this.#before.slice(0, -last.length)
    this.#behind = last + this.#behind
    this.#screen.write('\b'.repeat(widthOf(last)))
  }

  #right(): void {
    const [next] = this.#behind
    if (next === undefined) return
    this.#before += next
    this.#behind = this.#behind.slice(next.length)
    this.#screen.write(next)
  }

  #backspace(): void {
    if (this.#before === '') return
    this.#left()
    this.#delete()
  }

  #delete(): void {
    const [next] = this.#behind
    if (next === undefined) return
    this.#behind = this.#behind.slice(next.length)
    this.#show(this.#behind + ' '.repeat(widthOf(next)))
  }

  #replace(text: string): void {
    const width = widthOf(this.#before)
    this.#screen.write(`${'\b'.repeat(width)}\x1b[J${text}`)
    this.#before = text
    this.#behind = ''
  }

  #recall(step: number): void {
    this.#recalled = Math.min(Math.max(0, this.#recalled + step), this.#past.length)
    this.#replace(this.#past[this.#recalled] ?? '')
  }

  #enter(): void {
    const line = (this.#before + this.#behind).trim()
    this.#before = ''
    this.#behind = ''
    this.#screen.write('\r\n')
    if (line === '') {
      this.#prompt()
      return
    }
    this.#past.push(line)
    this.#recalled = this.#past.length
    const code = /^exit(?:\s+(\d+))?$/.exec(line)
    if (code === null) void this.#run(line)
    else this.#screen.end(Number(code[1] ?? this.#lastCode))
  }

  async #run(line: string): Promise<void> {
    const running = new AbortController()
    this.#running = running
    try {
      const { stdout, stderr, exitCode } = await this.#shell.line(line, running.signal)
      this.#screen.write(Buffer.concat([stdout, stderr]).toString().replace(/\r?\n/g, '\r\n'))
      this.#lastCode = exitCode
    } catch {
      this.#screen.write('^C\r\n')
      this.#lastCode = 130
    }
    this.#running = null
    this.#prompt()
    const ahead = this.#ahead
    this.#ahead = ''
    this.type(ahead)
  }

  #prompt(): void {
    this.#screen.write(`${this.#shell.cwd} # `)
  }
}

function keysOf(all: readonly string[], act: () => void): Readonly<Record<string, () => void>> {
  return Object.fromEntries(all.map((key) => [key, act]))
}

/** In columns. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (broad.test(character) ? 2 : 1), 0)
}
