import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { type ITheme, Terminal } from '@xterm/xterm'
import { neutralize, safeLink } from './neutralize'
import type { Screen } from './terminal-link'

/** Lines that can be scrolled back to. */
const scrollback = 10_000

/** Back from the other screen, modes and colours as at first; on a line of its own. */
const former = '\u001b[?1049l\u001b[!p\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?2004l\u001b[0m\r\n'

export interface XtermScreen extends Screen {
  readonly terminal: Terminal
  readonly search: SearchAddon
  setDark(isDark: boolean): void
  dispose(): void
}

interface Options {
  readonly isDark: boolean
  readonly label: string
  /** Stands where another shell begins. */
  readonly another: string
  type(bytes: Uint8Array<ArrayBuffer>): void
  resized(): void
  /** The way out for the keyboard, and to the search. */
  leave(): void
  find(): void
}

/** xterm.js in this element; fits it, and follows its size. */
export function openXterm(element: HTMLElement, options: Options): XtermScreen {
  const terminal = new Terminal({
    allowProposedApi: true,
    fontFamily: getComputedStyle(element).fontFamily,
    fontSize: 13,
    lineHeight: 1.2,
    scrollback,
    minimumContrastRatio: 4.5,
    cursorBlink: false,
    theme: themeOf(options.isDark),
    linkHandler: { activate: (_event, text) => openLink(text), hover: showTarget, leave: hideTarget },
  })
  neutralize(terminal)
  const fit = new FitAddon()
  const search = new SearchAddon({ highlightLimit: 500 })
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(new WebLinksAddon((_event, text) => openLink(text)))
  terminal.open(element)
  terminal.textarea?.setAttribute('aria-label', options.label)
  terminal.onData((text) => options.type(new TextEncoder().encode(text)))
  // Older ways to tell of the mouse are no UTF-8.
  terminal.onBinary((text) => options.type(Uint8Array.from(text, (char) => char.charCodeAt(0))))
  terminal.onResize(options.resized)
  terminal.attachCustomKeyEventHandler((event) => handleKey(terminal, event, options))
  const follow = new ResizeObserver(() => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit()
  })
  follow.observe(element)

  function showTarget(_event: MouseEvent, text: string): void {
    element.title = text
  }
  function hideTarget(): void {
    element.title = ''
  }
  return {
    terminal,
    search,
    write: (bytes, drawn) => terminal.write(bytes, drawn),
    clear: () => terminal.reset(),
    renew: (isSaid) => {
      const { length, cursorY } = terminal.buffer.active
      if (length > terminal.rows || cursorY > 0) terminal.write(former)
      if (isSaid) terminal.write(`\u001b[2m${options.another}\u001b[0m\r\n`)
    },
    get size() {
      return { columns: terminal.cols, rows: terminal.rows }
    },
    setDark: (isDark) => {
      terminal.options.theme = themeOf(isDark)
    },
    dispose: () => {
      follow.disconnect()
      terminal.dispose()
    },
  }
}

/** False: the terminal leaves this key to the page. */
function handleKey(terminal: Terminal, event: KeyboardEvent, { leave, find }: Options): boolean {
  if (event.type !== 'keydown') return true
  const key = event.key.toLowerCase()
  const isControl = (event.ctrlKey || event.metaKey) && !event.altKey
  if (event.key === 'F6') {
    event.preventDefault()
    leave()
    return false
  }
  if (isControl && event.shiftKey && key === 'f') {
    event.preventDefault()
    find()
    return false
  }
  // With something selected it copies; else it interrupts.
  if (isControl && key === 'c' && (event.shiftKey || terminal.hasSelection())) {
    event.preventDefault()
    copy(terminal)
    return false
  }
  // The browser pastes, and asks nobody.
  return !(isControl && key === 'v')
}

function copy(terminal: Terminal): void {
  const text = terminal.getSelection()
  if (text === '') return
  navigator.clipboard?.writeText(text).catch(() => undefined)
  terminal.clearSelection()
}

function openLink(text: string): void {
  const link = safeLink(text)
  if (link !== null) window.open(link, '_blank', 'noopener,noreferrer')
}

function themeOf(isDark: boolean): ITheme {
  return isDark ? dark : light
}

const dark: ITheme = {
  background: '#15171c',
  foreground: '#d9dde5',
  cursor: '#8ea8f0',
  selectionBackground: '#33415f',
  black: '#3a3f4a',
  red: '#ff8e80',
  green: '#3dd68c',
  yellow: '#f5b450',
  blue: '#8ea8f0',
  magenta: '#d6a0f0',
  cyan: '#67d3e0',
  white: '#d9dde5',
  brightBlack: '#9aa3b2',
}

const light: ITheme = {
  background: '#ffffff',
  foreground: '#1c2230',
  cursor: '#2b4a99',
  selectionBackground: '#cfdaf5',
  black: '#1c2230',
  red: '#b42318',
  green: '#18794e',
  yellow: '#8a5300',
  blue: '#2b4a99',
  magenta: '#8a2fa8',
  cyan: '#0b6b79',
  white: '#5b6270',
  brightBlack: '#5b6270',
  brightRed: '#b42318',
  brightGreen: '#18794e',
  brightYellow: '#8a5300',
  brightBlue: '#2b4a99',
  brightMagenta: '#8a2fa8',
  brightCyan: '#0b6b79',
  brightWhite: '#1c2230',
}
