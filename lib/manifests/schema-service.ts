import { nullish, refine, superRefine } from 'zod/mini'
import { isDnsLabel } from '../names.ts'
import {
  choice,
  filled,
  flag,
  group,
  judged,
  labels,
  list,
  port,
  portReferenceFault,
  text,
  whole,
} from './schema-values.ts'

const portSchema = group({
  name: nullish(text().check(refine((name) => name === '' || isDnsLabel(name), 'dns_label'))),
  port: port(),
  protocol: nullish(choice('TCP', 'UDP', 'SCTP')),
  // Left out, empty and zero are the port itself.
  targetPort: judged((value) => (value === '' || value === 0 ? null : portReferenceFault(value))),
  nodePort: nullish(whole(0, 65535)),
})

const address = /^[0-9a-fA-F.:]+$/

/** Rules: core/validation's validateService. */
export const serviceSpecSchema = group({
  type: nullish(choice('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName')),
  clusterIP: nullish(
    text().check(refine((ip) => ip === '' || ip === 'None' || address.test(ip), 'cluster_ip')),
  ),
  selector: labels(),
  ports: nullish(list(portSchema)),
  publishNotReadyAddresses: nullish(flag()),
  sessionAffinity: nullish(choice('None', 'ClientIP')),
  sessionAffinityConfig: nullish(
    group({
      clientIP: nullish(group({ timeoutSeconds: nullish(whole(1, 86400)) })),
    }),
  ),
  externalName: nullish(filled()),
}).check(
  superRefine((spec, context) => {
    const complain = (message: string, ...path: (string | number)[]) =>
      context.addIssue({ code: 'custom', message, path })
    const type = spec.type ?? 'ClusterIP'
    const ports = spec.ports ?? []
    const isHeadless = spec.clusterIP === 'None'
    if (isHeadless && type !== 'ClusterIP') complain('headless_type', 'type')
    if (ports.length === 0 && !isHeadless && type !== 'ExternalName') complain('required', 'ports')
    const names = new Set<string>()
    const numbers = new Set<string>()
    for (const [index, { name, port, protocol, nodePort }] of ports.entries()) {
      const number = `${protocol ?? 'TCP'} ${port}`
      if (!name && ports.length > 1) complain('service_port_name', 'ports', index, 'name')
      if (name && names.has(name)) complain('duplicate', 'ports', index, 'name')
      if (numbers.has(number)) complain(`duplicate: ${number}`, 'ports', index, 'port')
      if (nodePort && type === 'ClusterIP') complain('node_port', 'ports', index, 'nodePort')
      if (name) names.add(name)
      numbers.add(number)
    }
  }),
)
