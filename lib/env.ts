import { z } from 'zod'

/**
 * The configuration. The only file that reads `process.env`. Each key's description becomes a row of the table in
 * the README (scripts/settings-table.ts).
 */
const emptyIsUnset = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsUnset, schema.optional())

export const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: optional(z.coerce.number().int().min(0).max(65535)).describe('Port to serve on. Default 3000.'),
  HOST: optional(z.string()).describe('Address to listen on. Default 0.0.0.0.'),
  NEXTAUTH_URL: optional(z.url()).describe(
    'The address people type, e.g. https://ordinal.example.com. Default http://localhost:PORT.',
  ),
  NEXTAUTH_SECRET: optional(z.string().min(32, 'must have at least 32 characters')).describe(
    'Signs the session cookies. Default: generated into ORDINAL_DATA. Set it when there are several replicas.',
  ),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')).describe(
    'PostgreSQL to keep users and projects in. Default: an embedded database in ORDINAL_DATA.',
  ),
  ORDINAL_DATA: z
    .preprocess(emptyIsUnset, z.string().default('.data'))
    .describe('Folder for the embedded database and generated secrets. Default .data.'),
  KUBECONFIG: optional(z.string()).describe(
    'Kubeconfig whose contexts are the clusters. Default ~/.kube/config, then the in-cluster account.',
  ),
  ORDINAL_SANDBOX: optional(z.string()).describe(
    'The context of a cluster in which nothing runs for real: pages say so. `npm start` sets it when it starts its sandbox.',
  ),
  LOG_LEVEL: z
    .preprocess(
      emptyIsUnset,
      z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    )
    .describe('How much is logged. Default info.'),
  ORDINAL_METRICS_TOKEN: optional(z.string().min(16, 'must have at least 16 characters')).describe(
    'What Prometheus sends as bearer token to read /metrics. Default: /metrics is off.',
  ),
  ORDINAL_DEBUG_IMAGES: z
    .preprocess(
      (value) => value ?? 'busybox:1.36',
      z.string().transform((list) => list.split(/[\s,]+/).filter((image) => image !== '')),
    )
    .pipe(z.array(z.string().regex(/^[\w][\w.:/@-]{0,254}$/, 'must be images')).max(20))
    .describe(
      'Images that debug containers may use, by commas; none switches them off. Default busybox:1.36.',
    ),
  ORDINAL_FILE_LIMIT_MB: z
    .preprocess(emptyIsUnset, z.coerce.number().int().min(1).max(10_240).default(1024))
    .describe('The largest file that is taken to or from a container. Default 1024.'),
  ORDINAL_TERMINAL_IDLE_MINUTES: z
    .preprocess(emptyIsUnset, z.coerce.number().min(1).max(1440).default(30))
    .describe('A terminal in which nobody types for so long is closed. Default 30.'),
  ORDINAL_TRUST_PROXY: z
    .preprocess(emptyIsUnset, z.stringbool().default(false))
    .describe('Believe X-Forwarded-For of the one proxy in front. Default false.'),
})

export type Env = z.infer<typeof envSchema>

/** Parses the environment. Throws one sentence for each key that is wrong, never the value, which may be a secret. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = envSchema.safeParse(source)
  if (parsed.success) return parsed.data
  const sentences = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  throw new Error(`Ordinal cannot start with this configuration: ${sentences.join(' ')}`)
}

export const env = parseEnv(process.env)
