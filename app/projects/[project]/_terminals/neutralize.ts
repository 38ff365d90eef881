import type { IParser } from '@xterm/xterm'

/** Titles, colours and their queries, the working folder, notifications, fonts, the clipboard. Links (8) stay. */
const commands = [
  0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 50, 51, 52, 99, 104, 105,
]
const moreCommands = [110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 133, 633, 777, 1337]

/** What a terminal answers to, by itself, on the program's stdin: attributes, positions, states, sizes, settings. */
const queries = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { final: 't' },
  { prefix: '>', final: 'q' },
  { prefix: '?', final: 'u' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { intermediates: '$', final: 'w' },
  { intermediates: '*', final: 'y' },
  { final: 'x' },
]
/** DECRQSS, XTGETTCAP and the like. */
const requests = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
  { intermediates: '+', final: 'p' },
]
/** Reports focus on stdin, and at once when it is set. */
const focusMode = 1004

/**
 * Takes from what a program writes everything that reaches beyond the screen: whoever writes a log line or a file's name
 * writes it too. Nothing gets to the clipboard, into a title, or back to stdin as if it had been typed (CVE-2003-0063 and
 * its children).
 */
export function neutralize(terminal: { readonly parser: IParser }): void {
  const { parser } = terminal
  const drop = () => true
  for (const command of [...commands, ...moreCommands]) parser.registerOscHandler(command, drop)
  for (const query of queries) parser.registerCsiHandler(query, drop)
  for (const request of requests) parser.registerDcsHandler(request, drop)
  // ESC Z, the oldest way to ask who is there.
  parser.registerEscHandler({ final: 'Z' }, drop)
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => modes.flat().includes(focusMode))
}

/** Where a link may lead: pages of the web, nothing that a browser runs. */
export function safeLink(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
}
