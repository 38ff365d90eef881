import { nullish, refine, superRefine } from 'zod/mini'
import { fieldsOf, isLeftOut, presentOf } from './read.ts'
import { dnsSubdomain, flag, group, isLabelKey, judged, quantity, ruled, text } from './schema-values.ts'

/** Where the value of an environment variable comes from; core/validation's validateEnvVarValueFrom. */
const sources = ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef'] as const
/** Alpha in 1.34; it passes untouched. */
const newerSources = ['fileKeyRef']
export type EnvSource = 'value' | (typeof sources)[number] | 'other'

/** The tag of a variable as a union; null when it has no source, or several. A variable without one is empty text. */
export function envSourceOf(entry: unknown): EnvSource | null {
  const { value, valueFrom } = fieldsOf(entry)
  if (isLeftOut(valueFrom)) return 'value'
  const present = presentOf(valueFrom, [...sources, ...newerSources])
  if (present.length !== 1 || (!isLeftOut(value) && value !== '')) return null
  return sources.find((source) => source === present[0]) ?? 'other'
}

/** Printable ASCII but `=`, which is the rule since 1.34; older servers say so themselves when they want less. */
function isEnvName(name: unknown): boolean {
  return typeof name === 'string' && /^[ -<>-~]+$/.test(name)
}

const fieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
]

function isFieldPath(path: string): boolean {
  const [, key] = /^metadata\.(?:labels|annotations)\['([^']*)'\]$/.exec(path) ?? []
  return key === undefined ? fieldPaths.includes(path) : isLabelKey(key.toLowerCase())
}

const resourcePath = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/

export function isConfigKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..')
}

const keyReference = group({
  name: dnsSubdomain(),
  key: ruled(isConfigKey, 'config_key'),
  optional: nullish(flag()),
})

export const envSchema = group({
  name: ruled(isEnvName, 'env_name'),
  value: nullish(text()),
  valueFrom: nullish(
    group({
      configMapKeyRef: nullish(keyReference),
      secretKeyRef: nullish(keyReference),
      fieldRef: nullish(group({ fieldPath: ruled(isFieldPath, 'env_field') })),
      resourceFieldRef: nullish(
        group({
          resource: ruled((path) => resourcePath.test(path), 'env_resource'),
          divisor: quantity(),
        }),
      ),
    }),
  ),
}).check(
  superRefine((entry, context) => {
    if (envSourceOf(entry) !== null) return
    const count = presentOf(entry.valueFrom, [...sources, ...newerSources]).length
    const message = count === 1 ? 'env_both' : 'env_source'
    context.addIssue({ code: 'custom', message, path: ['valueFrom'] })
  }),
)

const envFromSources = ['configMapRef', 'secretRef']

export const envFromSchema = group({
  prefix: judged((prefix) => (prefix === '' || isEnvName(prefix) ? null : 'env_name')),
  configMapRef: nullish(group({ name: dnsSubdomain() })),
  secretRef: nullish(group({ name: dnsSubdomain() })),
}).check(refine((entry) => presentOf(entry, envFromSources).length === 1, 'env_from'))
