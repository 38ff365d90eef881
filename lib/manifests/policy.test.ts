import { describe, expect, it } from 'vitest'
import en from '../../messages/en.json'
import { fragmentErrors, type Place } from './manifest.testing.ts'
import { defaultPolicy, type Policy, policyFaults, policyRules, policySchema } from './policy.ts'

const everything: Policy = {
  ...defaultPolicy,
  ...Object.fromEntries(policyRules.map((rule) => [rule, true])),
  serviceAccounts: ['builder'],
}
const nothing: Policy = { ...defaultPolicy, allowHostPort: false }

type Row = [place: Place, fragment: string, error: string]

/** What the baseline refuses; each is allowed once an administrator lifts its rule. */
const refused: Row[] = [
  ['pod', 'hostNetwork: true', 'hostNetwork: policy_host_network'],
  ['pod', 'hostPID: true', 'hostPID: policy_host_pid'],
  ['pod', 'hostIPC: true', 'hostIPC: policy_host_ipc'],
  [
    'pod',
    'volumes: [{ name: a }, { name: b, hostPath: { path: / } }]',
    'volumes[1].hostPath: policy_host_path',
  ],
  [
    'pod',
    'securityContext: { sysctls: [{ name: kernel.msgmax, value: "1" }] }',
    'securityContext.sysctls[0].name: policy_sysctl (kernel.msgmax)',
  ],
  [
    'pod',
    'securityContext: { seLinuxOptions: { type: spc_t } }',
    'securityContext.seLinuxOptions.type: policy_selinux (spc_t)',
  ],
  [
    'pod',
    'securityContext: { seLinuxOptions: { user: root } }',
    'securityContext.seLinuxOptions.user: policy_selinux (root)',
  ],
  [
    'pod',
    'securityContext: { appArmorProfile: { type: Unconfined } }',
    'securityContext.appArmorProfile.type: policy_apparmor (Unconfined)',
  ],
  [
    'pod',
    'securityContext: { seccompProfile: { type: Unconfined } }',
    'securityContext.seccompProfile.type: policy_seccomp (Unconfined)',
  ],
  [
    'pod',
    'securityContext: { windowsOptions: { hostProcess: true } }',
    'securityContext.windowsOptions.hostProcess: policy_host_process',
  ],
  ['pod', 'serviceAccountName: builder', 'serviceAccountName: policy_service_account (builder)'],
  ['pod', 'serviceAccount: builder', 'serviceAccount: policy_service_account (builder)'],
  ['container', 'securityContext: { privileged: true }', 'securityContext.privileged: policy_privileged'],
  [
    'container',
    'securityContext: { capabilities: { add: [CHOWN, NET_RAW] } }',
    'securityContext.capabilities.add[1]: policy_capability (NET_RAW)',
  ],
  [
    'container',
    'securityContext: { capabilities: { add: [ALL] } }',
    'securityContext.capabilities.add[0]: policy_capability (ALL)',
  ],
  [
    'container',
    'securityContext: { procMount: Unmasked }',
    'securityContext.procMount: policy_proc_mount (Unmasked)',
  ],
  [
    'container',
    'securityContext: { seLinuxOptions: { role: a } }',
    'securityContext.seLinuxOptions.role: policy_selinux (a)',
  ],
  [
    'container',
    'securityContext: { appArmorProfile: { type: Unconfined } }',
    'securityContext.appArmorProfile.type: policy_apparmor (Unconfined)',
  ],
  [
    'container',
    'securityContext: { seccompProfile: { type: Unconfined } }',
    'securityContext.seccompProfile.type: policy_seccomp (Unconfined)',
  ],
  [
    'container',
    'securityContext: { windowsOptions: { hostProcess: true } }',
    'securityContext.windowsOptions.hostProcess: policy_host_process',
  ],
  [
    'container',
    'ports: [{ containerPort: 1 }, { containerPort: 80, hostPort: 80 }]',
    'ports[1].hostPort: policy_host_port',
  ],
  [
    'container',
    'livenessProbe: { httpGet: { port: 80, host: 169.254.169.254 } }',
    'livenessProbe.httpGet.host: policy_probe_host (169.254.169.254)',
  ],
  [
    'container',
    'readinessProbe: { tcpSocket: { port: 80, host: a } }',
    'readinessProbe.tcpSocket.host: policy_probe_host (a)',
  ],
  [
    'container',
    'lifecycle: { preStop: { httpGet: { port: 80, host: a } } }',
    'lifecycle.preStop.httpGet.host: policy_probe_host (a)',
  ],
  [
    'template',
    'annotations: { container.apparmor.security.beta.kubernetes.io/main: unconfined }',
    'annotations[container.apparmor.security.beta.kubernetes.io/main]: policy_apparmor (unconfined)',
  ],
  [
    'template',
    'annotations: { seccomp.security.alpha.kubernetes.io/pod: unconfined }',
    'annotations[seccomp.security.alpha.kubernetes.io/pod]: policy_seccomp (unconfined)',
  ],
]

describe('a policy', () => {
  it.each(refused)('refuses in a %s: %s', (place, fragment, error) => {
    expect(fragmentErrors(place, fragment, nothing)).toEqual([error])
  })

  it.each(refused)('allows when its rule is lifted, in a %s: %s', (place, fragment) => {
    expect(fragmentErrors(place, fragment, everything)).toEqual([])
  })

  it.each<[Place, string]>([
    ['pod', 'hostNetwork: false'],
    ['pod', 'serviceAccountName: default'],
    [
      'pod',
      'securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }], seccompProfile: { type: RuntimeDefault } }',
    ],
    [
      'pod',
      'securityContext: { seLinuxOptions: { type: container_t, level: "s0:c1" }, appArmorProfile: { type: Localhost } }',
    ],
    [
      'container',
      'securityContext: { privileged: false, procMount: Default, capabilities: { add: [NET_BIND_SERVICE], drop: [ALL] } }',
    ],
    ['container', 'ports: [{ containerPort: 80, hostPort: 0 }]'],
    ['container', 'livenessProbe: { httpGet: { port: 80, host: "" } }'],
    ['template', 'annotations: { container.apparmor.security.beta.kubernetes.io/main: localhost/a }'],
  ])('has nothing against what the baseline allows, in a %s: %s', (place, fragment) => {
    expect(fragmentErrors(place, fragment, nothing)).toEqual([])
  })

  it('counts containers of every list', () => {
    const privileged = [{ securityContext: { privileged: true } }]
    const spec = { containers: privileged, initContainers: privileged, ephemeralContainers: privileged }
    expect(policyFaults({ spec }, defaultPolicy, ['a']).map(({ path }) => path.slice(0, 4))).toEqual(
      ['containers', 'initContainers', 'ephemeralContainers'].map((list) => ['a', 'spec', list, 0]),
    )
  })

  it('is not passed by a value of another type', () => {
    const spec = { hostNetwork: 'yes', containers: [{ securityContext: { privileged: 'true' } }] }
    expect(policyFaults({ spec }, defaultPolicy, [])).toHaveLength(2)
  })

  it('allows host ports by default, and nothing else', () => {
    expect(policyRules.filter((rule) => defaultPolicy[rule])).toEqual(['allowHostPort'])
    expect(defaultPolicy.serviceAccounts).toEqual([])
  })

  it('that was stored before a rule was known has it as by default', () => {
    expect(policySchema.parse({ allowPrivileged: true })).toEqual({ ...defaultPolicy, allowPrivileged: true })
    expect(policySchema.safeParse({ allowEverything: true }).success).toBe(false)
    expect(policySchema.safeParse({ serviceAccounts: ['../a'] }).success).toBe(false)
  })

  it('has a name for each rule', () => {
    expect(Object.keys(en.policy.rules)).toEqual([...policyRules, 'serviceAccounts'])
  })
})
