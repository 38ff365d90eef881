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
  name: text()
    .refine((name) => name === '' || isDnsLabel(name), 'dns_label')
    .nullish(),
  port: port(),
  protocol: choice('TCP', 'UDP', 'SCTP').nullish(),
  // Left out, empty and zero are the port itself.
  targetPort: judged((value) => (value === '' || value === 0 ? null : portReferenceFault(value))),
  nodePort: whole(0, 65535).nullish(),
})

const address = /^[0-9a-fA-F.:]+$/

/** Rules: core/validation's validateService. */
export const serviceSpecSchema = group({
  type: choice('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName').nullish(),
  clusterIP: text()
    .refine((ip) => ip === '' || ip === 'None' || address.test(ip), 'cluster_ip')
    .nullish(),
  selector: labels(),
  ports: list(portSchema).nullish(),
  publishNotReadyAddresses: flag().nullish(),
  sessionAffinity: choice('None', 'ClientIP').nullish(),
  sessionAffinityConfig: group({
    clientIP: group({ timeoutSeconds: whole(1, 86400).nullish() }).nullish(),
  }).nullish(),
  externalName: filled().nullish(),
}).superRefine((spec, context) => {
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
})
