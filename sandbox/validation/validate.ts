import { type Fields, fieldsOf, listOf } from '../../lib/manifests/read.ts'
import type { AnyObject } from '../api/objects.ts'
import { type ResourceName, resources } from '../api/resources.ts'
import { type Cause, invalid } from '../api/status.ts'
import { typeOf, visit } from '../schema/types.ts'
import { Causes } from './causes.ts'
import { dns1035Label, dnsLabel, dnsSubdomain, type Format } from './formats.ts'
import { mountedVolumes } from './pod-spec.ts'
import { rules } from './rules.ts'
import { updateRules } from './updates.ts'

/** How names must be where a subdomain would not do. */
const nameFormats: Readonly<Partial<Record<ResourceName, Format>>> = {
  statefulsets: dnsLabel,
  namespaces: dnsLabel,
  services: dns1035Label,
}

/** Throws 422 with every complaint about an object; `old` is what it replaces. */
export function validate(resource: ResourceName, object: AnyObject, old?: AnyObject): void {
  const causes = new Causes()
  if (old === undefined) checkName(resource, object, causes)
  const { type } = resources[resource]
  visit(object, typeOf(type), (name, fields, path) => {
    for (const rule of rules[name] ?? []) rule(fields, path, causes)
  })
  checkMounts(resource, fieldsOf(object.spec), causes)
  if (old !== undefined) updateRules[resource]?.(object, old, causes)
  const found = unrepeated(causes.list)
  if (found.length > 0) throw invalid(resource, object.metadata.name, found)
}

function checkName(resource: ResourceName, { metadata }: AnyObject, causes: Causes): void {
  const why = (nameFormats[resource] ?? dnsSubdomain)(metadata.name)
  if (why !== null) causes.invalid('metadata.name', metadata.name, why)
}

function checkMounts(resource: ResourceName, spec: Fields, causes: Causes): void {
  if (resource === 'pods') mountedVolumes(spec, [], 'spec', causes)
  if (resource !== 'statefulsets') return
  const templates = listOf(spec.volumeClaimTemplates).map((one) => fieldsOf(fieldsOf(one).metadata).name)
  mountedVolumes(fieldsOf(fieldsOf(spec.template).spec), templates, 'spec.template.spec', causes)
}

function unrepeated(causes: readonly Cause[]): Cause[] {
  return [...new Map(causes.map((cause) => [`${cause.field} ${cause.message}`, cause])).values()]
}
