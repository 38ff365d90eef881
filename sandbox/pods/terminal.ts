import type { Shell } from './shell.ts'

interface Screen {
  readonly write: (text: string) => void
  /** The shell has ended, with this code. */
  readonly end: (code: number) => void
}

/** An arrow, or one character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal sends for a key begins with one
const keys = /\x1b\[[A-Z]|[\s\S]/gu
const erase = '\b \b'

/**
 * What a terminal does with a shell: shows what is typed, hands over whole lines, remembers them, and ends a program
 * with Ctrl-C.
 */
export class Terminal {
  readonly #shell: Shell
  readonly #screen: Screen
  readonly #past: string[] = []
  #recalled = 0
  #typed = ''
  #lastCode = 0
  #running: AbortController | null = null
  /** What was typed while a program ran. */
  #ahead = ''

  constructor(shell: Shell, screen: Screen) {
    this.#shell = shell
    this.#screen = screen
  }

  open(): void {
    this.#screen.write('Sandbox: this shell is simulated, nothing here runs for real. Its files stay until the sandbox is started anew.\r\n')
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
      this.#typed = ''
      this.#prompt()
    },
    '\x04': () => {
      if (this.#typed === '') this.#screen.end(this.#lastCode)
    },
    '\x15': () => this.#replace(''),
    '\x0c': () => {
      this.#screen.write('\x1b[H\x1b[2J')
      this.#prompt()
    },
    '\x1b[A': () => this.#recall(-1),
    '\x1b[B': () => this.#recall(1),
  }

  #key(key: string): void {
    if (this.#running !== null) this.#ahead += key
    else if (Object.hasOwn(this.#keys, key)) this.#keys[key]?.()
    else if (key >= ' ') {
      this.#typed += key
      this.#screen.write(key)
    }
  }

  #backspace(): void {
    if (this.#typed === '') return
    this.#typed = [...this.#typed].slice(0, -1).join('')
    this.#screen.write(erase)
  }

  #replace(text: string): void {
    this.#screen.write(erase.repeat([...this.#typed].length) + text)
    this.#typed = text
  }

  #recall(step: number): void {
    this.#recalled = Math.min(Math.max(0, this.#recalled + step), this.#past.length)
    this.#replace(this.#past[this.#recalled] ?? '')
  }

  #enter(): void {
    const line = this.#typed.trim()
    this.#typed = ''
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
