/** How serious a line says that it is. */
export type Level = 'error' | 'warn' | 'info' | 'debug'

/** As they come, from the gravest. */
export const levels = ['error', 'warn', 'info', 'debug'] as const

const words: Readonly<Record<string, Level>> = {
  ...{ emerg: 'error', alert: 'error', panic: 'error', fatal: 'error', crit: 'error', critical: 'error' },
  ...{ severe: 'error', error: 'error', err: 'error', exception: 'error' },
  ...{ warn: 'warn', warning: 'warn', notice: 'info', info: 'info', information: 'info', log: 'info' },
  ...{ debug: 'debug', trace: 'debug', verbose: 'debug', fine: 'debug' },
}

/** A level stands near the beginning of a line. */
const lookedAt = 240

/** `level=error`, `"level":"error"`, `"severity": "ERROR"`, `lvl=eror`; pino and bunyan count in tens. */
const field =
  /["']?\b(?:log\.)?(?:level|severity|lvl|levelname|loglevel)["']?\s*[=:]\s*["']?([A-Za-z]+|\d0\b)/i
/** klog: `E0126 01:30:46.123456       1 file.go:12] …` */
const klog = /^([IWEF])\d{4} \d\d:\d\d:\d\d/
/** `[ERROR]`, `ERROR:`, `<error>`, `- WARN -`: in capitals or set off. */
const word =
  /(?:^|[\s[(<|])(EMERG|ALERT|PANIC|FATAL|CRIT|CRITICAL|SEVERE|ERROR|ERR|WARN|WARNING|NOTICE|INFO|LOG|DEBUG|TRACE|VERBOSE)(?=[\s\]):>|,]|$)|[[<](error|warn|warning|notice|info|debug|trace|crit|emerg|alert)[\]>]|^(error|warning|warn|info|debug|fatal|panic)[:\s]/
/** How runtimes begin to say that something was thrown. */
const thrown =
  /^(?:Traceback \(most recent call last\)|Exception in thread|goroutine \d+ \[|(?:\w+\.)*\w*(?:Error|Exception)\b:|Caused by:|Unhandled|Uncaught )/

/** What a line says of itself, by the forms that loggers write; null where it says nothing. `text` is without escapes. */
export function levelOf(text: string): Level | null {
  const start = text.slice(0, lookedAt)
  const short = klog.exec(start)?.[1]
  if (short !== undefined) return short === 'I' ? 'info' : short === 'W' ? 'warn' : 'error'
  const said = field.exec(start)?.[1]
  if (said !== undefined) {
    const level = /^\d/.test(said) ? numbered(Number(said)) : words[said.toLowerCase()]
    if (level !== undefined) return level
  }
  if (thrown.test(start)) return 'error'
  const found = word.exec(start)
  const plain = found?.[1] ?? found?.[2] ?? found?.[3]
  return plain === undefined ? null : (words[plain.toLowerCase()] ?? null)
}

function numbered(level: number): Level {
  if (level >= 50) return 'error'
  if (level >= 40) return 'warn'
  return level >= 30 ? 'info' : 'debug'
}
