import { type Fields, fieldsOf, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import { type Check, isAbsent, oneOf, unique } from './checks.ts'
import { dnsLabel } from './formats.ts'

/** pkg/apis/core/validation ValidateService. */
export const serviceSpec: readonly Check[] = [
  address,
  ports,
  unique('ports', 'name'),
  oneOf('sessionAffinity', 'ClientIP', 'None'),
  oneOf('type', 'ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
]

function address({ clusterIP, type }: Fields, path: string, causes: Causes): void {
  if (clusterIP === 'None' && (type === 'NodePort' || type === 'LoadBalancer'))
    causes.invalid(`${path}.clusterIPs[0]`, 'None', `may not be set to 'None' for ${type} services`)
  const isAddress = isAbsent(clusterIP) || clusterIP === 'None' || /^[\d.]+$|:/.test(String(clusterIP))
  if (!isAddress)
    causes.invalid(
      `${path}.clusterIPs[0]`,
      clusterIP,
      'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    )
}

function ports(spec: Fields, path: string, causes: Causes): void {
  const all = listOf(spec.ports).map(fieldsOf)
  if (all.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName')
    causes.required(`${path}.ports`)
  const seen = new Set<string>()
  all.forEach(({ name, port, protocol = 'TCP' }, index) => {
    const place = `${path}.ports[${index}]`
    const why = isAbsent(name) ? null : dnsLabel(String(name))
    if (isAbsent(name) && all.length > 1) causes.required(`${place}.name`)
    if (why !== null) causes.invalid(`${place}.name`, name, why)
    const key = `${protocol} ${port}`
    if (seen.has(key)) causes.duplicate(place, { protocol, port })
    seen.add(key)
  })
}
