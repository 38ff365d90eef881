import pino from 'pino'
import { env } from './env.ts'

/** One JSON line an event on stdout. Secrets have no business in a log: fields of these names are replaced. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  redact: {
    paths: [
      'password',
      'token',
      'secret',
      'authorization',
      'cookie',
      '*.password',
      '*.token',
      '*.authorization',
    ],
    censor: '[redacted]',
  },
  serializers: { error: pino.stdSerializers.errWithCause },
})
