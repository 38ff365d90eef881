import { findPrivileges, type Privilege } from '../../lib/manifests/pod-security.ts'
import { fieldsOf, valueAt } from '../../lib/manifests/read.ts'
import type { AnyObject } from './objects.ts'
import type { ResourceName } from './resources.ts'
import { forbidden } from './status.ts'
import type { Store } from './store.ts'

/** Those who ask for something, and what: `container "a"` or `containers "a", "b"`. */
interface Asked {
  readonly by: string
  readonly isOne: boolean
  readonly inOrder: readonly string[]
  readonly sorted: readonly string[]
  readonly found: readonly Privilege[]
}

type Check = readonly [rules: readonly Privilege['rule'][], reason: string, detail: (asked: Asked) => string]

const quoted = (values: readonly string[]) => values.map((value) => `"${value}"`).join(', ')
const fields = (found: readonly Privilege[]) => found.map(({ path }) => String(path.at(-1)))
const plural = (word: string, list: readonly unknown[]) => (list.length === 1 ? word : `${word}s`)

/** The baseline in its own order and words (k8s.io/pod-security-admission/policy); there is no other level here. */
const checks: readonly Check[] = [
  [
    ['allowAppArmor'],
    'forbidden AppArmor profile',
    ({ by, sorted }) => `${by} must not set AppArmor profile type to ${quoted(sorted)}`,
  ],
  [
    ['allowCapabilities'],
    'non-default capabilities',
    ({ by, sorted }) => `${by} must not include ${quoted(sorted)} in securityContext.capabilities.add`,
  ],
  [
    ['allowHostNetwork', 'allowHostPID', 'allowHostIPC'],
    'host namespaces',
    ({ found }) =>
      fields(found)
        .map((field) => `${field}=true`)
        .join(', '),
  ],
  [['allowHostPath'], 'hostPath volumes', ({ inOrder }) => `${plural('volume', inOrder)} ${quoted(inOrder)}`],
  [
    ['allowHostPort'],
    'hostPort',
    ({ by, isOne, sorted }) =>
      `${by} ${isOne ? 'uses' : 'use'} ${plural('hostPort', sorted)} ${sorted.join(', ')}`,
  ],
  [
    ['allowProbeHost'],
    'probe or lifecycle host',
    ({ by, isOne, sorted }) =>
      `${by} ${isOne ? 'uses' : 'use'} ${plural('probe or lifecycle host', sorted)} ${quoted(sorted)}`,
  ],
  [['allowPrivileged'], 'privileged', ({ by }) => `${by} must not set securityContext.privileged=true`],
  [
    ['allowProcMount'],
    'procMount',
    ({ by, sorted }) => `${by} must not set securityContext.procMount to ${quoted(sorted)}`,
  ],
  [
    ['allowSELinux'],
    'seLinuxOptions',
    ({ by, found }) => `${by} set forbidden securityContext.seLinuxOptions: ${seLinux(found)}`,
  ],
  [
    ['allowSeccomp'],
    'seccompProfile',
    ({ by, sorted }) => `${by} must not set securityContext.seccompProfile.type to ${quoted(sorted)}`,
  ],
  [['allowSysctls'], 'forbidden sysctls', ({ inOrder }) => inOrder.join(', ')],
  [
    ['allowHostProcess'],
    'hostProcess',
    ({ by }) => `${by} must not set securityContext.windowsOptions.hostProcess=true`,
  ],
]

function seLinux(found: readonly Privilege[]): string {
  const types = found.filter(({ path }) => path.at(-1) === 'type').map(({ detail = '' }) => detail)
  const parts = types.length === 0 ? [] : [`${plural('type', types)} ${quoted(types)}`]
  for (const field of ['user', 'role'])
    if (fields(found).includes(field)) parts.push(`${field} may not be set`)
  return parts.join('; ')
}

/** Throws 403 for a pod that its namespace does not want. */
export function requirePodSecurity(store: Store, resource: ResourceName, object: AnyObject): void {
  const violation = resource === 'pods' ? violationOf(store, object, object, 'enforce') : null
  if (violation !== null) throw forbidden(resource, object.metadata.name, `violates ${violation}`)
}

/** What the server says to whoever writes a set or a pod: of a set, nothing but this is looked at. */
export function podSecurityWarnings(store: Store, resource: ResourceName, object: AnyObject): string[] {
  const template = resource === 'statefulsets' ? fieldsOf(object.spec).template : object
  const isMeant = resource === 'pods' || resource === 'statefulsets'
  const violation = isMeant ? violationOf(store, object, template, 'warn') : null
  return violation === null ? [] : [`would violate ${violation}`]
}

function violationOf(
  store: Store,
  { metadata }: AnyObject,
  template: unknown,
  mode: 'enforce' | 'warn',
): string | null {
  const labels = store.get('namespaces', undefined, metadata.namespace ?? '')?.metadata.labels ?? {}
  const {
    [`pod-security.kubernetes.io/${mode}`]: level,
    [`pod-security.kubernetes.io/${mode}-version`]: version,
  } = labels
  if (level !== 'baseline') return null
  const found = findPrivileges(template)
  const complaints = checks.flatMap(([rules, reason, detail]) => {
    const own = found.filter(({ rule }) => rules.includes(rule))
    return own.length === 0 ? [] : `${reason} (${detail(askedBy(template, own))})`
  })
  if (complaints.length === 0) return null
  return `PodSecurity "${level}:${version ?? 'latest'}": ${complaints.join(', ')}`
}

function askedBy(template: unknown, found: readonly Privilege[]): Asked {
  const isContainer = ({ path }: Privilege) => /ontainers$/.test(String(path[1]))
  const names = new Set(
    found.filter(isContainer).map(({ path }) => String(fieldsOf(valueAt(template, path.slice(0, 3))).name)),
  )
  const inOrder = [...new Set(found.map(({ path, detail }) => detail ?? askedAt(template, path)))]
  const containers = names.size === 0 ? [] : [`${plural('container', [...names])} ${quoted([...names])}`]
  const by = [...(found.every(isContainer) ? [] : ['pod']), ...containers].join(' and ')
  return { by, isOne: names.size === 1, inOrder, sorted: inOrder.toSorted(), found }
}

/** A port by its number, a volume by its name. */
function askedAt(template: unknown, path: Privilege['path']): string {
  const value = valueAt(template, path)
  return typeof value === 'object'
    ? String(fieldsOf(valueAt(template, path.slice(0, -1))).name)
    : String(value)
}
