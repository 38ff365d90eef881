import * as z from 'zod/mini'
import { AppError } from '../errors.ts'
import { isDnsSubdomain } from '../names.ts'
import { type Fault, fault } from './fault.ts'
import type { Path } from './path.ts'
import { findPrivileges, type PolicyRule, type Privilege } from './pod-security.ts'

/*
 * What the workloads of a project may not do: Pod Security's baseline as of 1.35
 * (kubernetes.io/docs/concepts/security/pod-security-standards), each rule to be lifted by an administrator. It stands
 * beside the cluster's own Pod Security and never instead of it: that one also meets what does not come through here.
 */

/** Host ports are allowed unless an administrator forbids them, since the form offers them. */
const allowed = {
  allowPrivileged: false,
  allowHostPath: false,
  allowHostNetwork: false,
  allowHostPID: false,
  allowHostIPC: false,
  allowHostPort: true,
  allowProbeHost: false,
  allowCapabilities: false,
  allowProcMount: false,
  allowSysctls: false,
  allowSELinux: false,
  allowAppArmor: false,
  allowSeccomp: false,
  allowHostProcess: false,
} as const satisfies Record<PolicyRule, boolean>

/** The rules in the order in which a person reads them. */
export const policyRules = Object.keys(allowed) as readonly PolicyRule[]

/** What is missing, as in a policy stored before a rule was known, is as in `defaultPolicy`. */
export const policySchema = z.strictObject({
  ...(Object.fromEntries(policyRules.map((rule) => [rule, z._default(z.boolean(), allowed[rule])])) as Record<
    PolicyRule,
    z.ZodMiniDefault<z.ZodMiniBoolean>
  >),
  /** Service accounts that pods may run as, besides `default`. */
  serviceAccounts: z._default(
    z.array(z.string().check(z.refine(isDnsSubdomain, 'dns_subdomain'))).check(z.maxLength(50, 'too_long')),
    [],
  ),
})
export type Policy = z.infer<typeof policySchema>

export const defaultPolicy: Policy = policySchema.parse({})

/** A project's policy as it is stored. Throws `unexpected` for one that cannot be read, as of a newer replica: nothing is allowed by it. */
export function readPolicy(stored: unknown): Policy {
  const parsed = policySchema.safeParse(stored)
  if (!parsed.success)
    throw new AppError('unexpected', { cause: parsed.error, message: 'a policy that cannot be read' })
  return parsed.data
}

/** What a pod template asks for and the policy does not give, with the exact path of each; `base` is the template's. */
export function policyFaults(template: unknown, policy: Policy, base: Path): Fault[] {
  return findPrivileges(template)
    .filter(({ rule, detail }) =>
      rule === 'serviceAccounts' ? !policy.serviceAccounts.includes(detail ?? '') : !policy[rule],
    )
    .map(({ rule, path, detail }) => fault([...base, ...path], codes[rule], detail))
}

const codes: Readonly<Record<Privilege['rule'], string>> = {
  allowPrivileged: 'policy_privileged',
  allowHostPath: 'policy_host_path',
  allowHostNetwork: 'policy_host_network',
  allowHostPID: 'policy_host_pid',
  allowHostIPC: 'policy_host_ipc',
  allowHostPort: 'policy_host_port',
  allowProbeHost: 'policy_probe_host',
  allowCapabilities: 'policy_capability',
  allowProcMount: 'policy_proc_mount',
  allowSysctls: 'policy_sysctl',
  allowSELinux: 'policy_selinux',
  allowAppArmor: 'policy_apparmor',
  allowSeccomp: 'policy_seccomp',
  allowHostProcess: 'policy_host_process',
  serviceAccounts: 'policy_service_account',
}
