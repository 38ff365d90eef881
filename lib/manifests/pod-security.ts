import type { Path } from './path.ts'
import { type Fields, fieldsOf, isLeftOut, listOf } from './read.ts'
import { livingShape } from './schema-probe.ts'

/** The rules of Pod Security's baseline, by what lifting one allows. */
export type PolicyRule =
  | 'allowPrivileged'
  | 'allowHostPath'
  | 'allowHostNetwork'
  | 'allowHostPID'
  | 'allowHostIPC'
  | 'allowHostPort'
  | 'allowProbeHost'
  | 'allowCapabilities'
  | 'allowProcMount'
  | 'allowSysctls'
  | 'allowSELinux'
  | 'allowAppArmor'
  | 'allowSeccomp'
  | 'allowHostProcess'

/** Something that a pod template asks for and the baseline does not give; `path` is within the template. */
export interface Privilege {
  readonly rule: PolicyRule | 'serviceAccounts'
  readonly path: Path
  readonly detail?: string
}

/**
 * All of them, as of 1.35 (kubernetes/pod-security-admission policy/), besides service accounts other than `default`.
 * Containers of all three lists count. A value of a wrong type counts as asked for.
 */
export function findPrivileges(template: unknown): Privilege[] {
  const { metadata, spec } = fieldsOf(template)
  const pod = fieldsOf(spec)
  const inPod = [
    ...podPrivileges(pod),
    ...accountPrivileges(pod),
    ...securityPrivileges(fieldsOf(pod.securityContext), ['securityContext']),
    ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
      listOf(pod[list]).flatMap((container, index) =>
        containerPrivileges(fieldsOf(container), [list, index]),
      ),
    ),
  ]
  return [
    ...inPod.map(({ path, ...rest }) => ({ ...rest, path: ['spec', ...path] })),
    ...annotationPrivileges(fieldsOf(fieldsOf(metadata).annotations), ['metadata', 'annotations']),
  ]
}

function podPrivileges(pod: Fields): Privilege[] {
  return [
    ...(
      [
        ['hostNetwork', 'allowHostNetwork'],
        ['hostPID', 'allowHostPID'],
        ['hostIPC', 'allowHostIPC'],
      ] as const
    )
      .filter(([field]) => isAsked(pod[field]))
      .map(([field, rule]) => ({ rule, path: [field] })),
    ...listOf(pod.volumes).flatMap((volume, index): Privilege[] =>
      isLeftOut(fieldsOf(volume).hostPath)
        ? []
        : [{ rule: 'allowHostPath', path: ['volumes', index, 'hostPath'] }],
    ),
    ...listOf(fieldsOf(pod.securityContext).sysctls).flatMap((sysctl, index) =>
      outside(fieldsOf(sysctl).name, safeSysctls, 'allowSysctls', [
        'securityContext',
        'sysctls',
        index,
        'name',
      ]),
    ),
  ]
}

/** `serviceAccount` is the field's former name, and the server still takes it. */
function accountPrivileges(pod: Fields): Privilege[] {
  return ['serviceAccountName', 'serviceAccount'].flatMap((field) =>
    outside(pod[field], ['', 'default'], 'serviceAccounts', [field]),
  )
}

function containerPrivileges(container: Fields, path: Path): Privilege[] {
  const security = fieldsOf(container.securityContext)
  const context = [...path, 'securityContext']
  return [
    ...(isAsked(security.privileged)
      ? [{ rule: 'allowPrivileged' as const, path: [...context, 'privileged'] }]
      : []),
    ...listOf(fieldsOf(security.capabilities).add).flatMap((name, index) =>
      outside(name, baselineCapabilities, 'allowCapabilities', [...context, 'capabilities', 'add', index]),
    ),
    ...outside(security.procMount, ['Default'], 'allowProcMount', [...context, 'procMount']),
    ...listOf(container.ports).flatMap((port, index): Privilege[] =>
      isAsked(fieldsOf(port).hostPort)
        ? [{ rule: 'allowHostPort', path: [...path, 'ports', index, 'hostPort'] }]
        : [],
    ),
    ...Object.keys(livingShape).flatMap((field) => hostPrivileges(container[field], [...path, field])),
    ...securityPrivileges(security, context),
  ]
}

/** A probe or hook that another host than the pod is asked for: a way to reach what the node can reach. */
function hostPrivileges(handlers: unknown, path: Path): Privilege[] {
  const { postStart, preStop } = fieldsOf(handlers)
  return [
    ...['httpGet', 'tcpSocket'].flatMap((handler) =>
      outside(fieldsOf(fieldsOf(handlers)[handler]).host, [''], 'allowProbeHost', [...path, handler, 'host']),
    ),
    ...(isLeftOut(postStart) ? [] : hostPrivileges(postStart, [...path, 'postStart'])),
    ...(isLeftOut(preStop) ? [] : hostPrivileges(preStop, [...path, 'preStop'])),
  ]
}

/** What pod and container have in common. */
function securityPrivileges(security: Fields, path: Path): Privilege[] {
  const linux = fieldsOf(security.seLinuxOptions)
  const profiles = ['RuntimeDefault', 'Localhost']
  return [
    ...outside(linux.type, selinuxTypes, 'allowSELinux', [...path, 'seLinuxOptions', 'type']),
    ...outside(linux.user, [''], 'allowSELinux', [...path, 'seLinuxOptions', 'user']),
    ...outside(linux.role, [''], 'allowSELinux', [...path, 'seLinuxOptions', 'role']),
    ...outside(fieldsOf(security.appArmorProfile).type, profiles, 'allowAppArmor', [
      ...path,
      'appArmorProfile',
      'type',
    ]),
    ...outside(fieldsOf(security.seccompProfile).type, profiles, 'allowSeccomp', [
      ...path,
      'seccompProfile',
      'type',
    ]),
    ...(isAsked(fieldsOf(security.windowsOptions).hostProcess)
      ? [{ rule: 'allowHostProcess' as const, path: [...path, 'windowsOptions', 'hostProcess'] }]
      : []),
  ]
}

/** How the same was said before there were fields; servers still heed the first. */
function annotationPrivileges(annotations: Fields, path: Path): Privilege[] {
  return Object.entries(annotations).flatMap(([key, value]): Privilege[] => {
    const rule = key.startsWith('container.apparmor.security.beta.kubernetes.io/')
      ? 'allowAppArmor'
      : /^(?:container\.)?seccomp\.security\.alpha\.kubernetes\.io\//.test(key)
        ? 'allowSeccomp'
        : null
    if (rule === null || /^(?:|(?:runtime|docker)\/default|localhost\/.*)$/.test(String(value))) return []
    return [{ rule, path: [...path, key], detail: String(value) }]
  })
}

function outside(value: unknown, right: readonly string[], rule: Privilege['rule'], path: Path): Privilege[] {
  if (isLeftOut(value) || right.some((one) => one === value)) return []
  return [{ rule, path, detail: String(value) }]
}

function isAsked(value: unknown): boolean {
  return !isLeftOut(value) && value !== false && value !== 0
}

const baselineCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]

const selinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']

const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]
