import type { FieldError } from '../errors.ts'
import { type CheckContext, checkManifests, isSet } from './check.ts'
import { type Fault, fault, located } from './fault.ts'
import { lockFaults } from './locks.ts'
import { type Manifest, parseManifests } from './parse.ts'
import { type Fields, valueAt } from './read.ts'
import { maxReplicas } from './schema-objects.ts'
import { same } from './values.ts'

/**
 * What is wrong with an edit of one set, before any server sees it: the rules for a new set, and what a set keeps for
 * life. What was there before and stays is the cluster's affair and no complaint of ours. What the project's policy
 * forbids is one as soon as the edit touches the pod template: a pod that another person may run so is not mine to fill.
 */
export function checkEdit(
  base: Fields,
  manifests: readonly Manifest[],
  context: CheckContext,
): readonly FieldError[] {
  const [edited, other] = manifests
  if (edited === undefined) return []
  if (other !== undefined) return [located(fault([], 'edit_one_object', other.kind), other)]
  const locked = lockFaults(base, edited.object)
  if (!isSet(edited)) return locked.map((one) => located(one, edited))
  const complaints = checkManifests(manifests, context).filter((one) => !isKnown(one, base, edited, context))
  const own = [...locked, ...numberFaults(base, edited.object)].map((one) => located(one, edited))
  const isSaid = (one: FieldError) =>
    own.some(
      ({ path }) => one.path === path || one.path.startsWith(`${path}.`) || one.code === 'manifest_no_set',
    )
  return [...own, ...complaints.filter((one) => !isSaid(one))].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function numberFaults(base: Fields, edited: Fields): Fault[] {
  const replicasPath = ['spec', 'replicas']
  const partitionPath = ['spec', 'updateStrategy', 'rollingUpdate', 'partition']
  const isNew = (path: readonly string[]) => !same(valueAt(base, path), valueAt(edited, path))
  const replicas = Number(valueAt(edited, replicasPath) ?? 1)
  const partition = Number(valueAt(edited, partitionPath) ?? 0)
  return [
    ...(isNew(replicasPath) && replicas > maxReplicas ? [fault(replicasPath, 'replicas')] : []),
    ...(isNew(partitionPath) && partition > replicas
      ? [fault(partitionPath, 'partition_beyond', String(replicas))]
      : []),
  ]
}

/** The same complaint about the same place of the set as it was read. */
function isKnown(complaint: FieldError, base: Fields, edited: Manifest, context: CheckContext): boolean {
  const isPolicy = complaint.code.startsWith('policy_')
  if (isPolicy && !same(valueAt(base, ['spec', 'template']), valueAt(edited.object, ['spec', 'template'])))
    return false
  return knownComplaints(base, context).has(keyOf(complaint))
}

const known = new WeakMap<Fields, { readonly context: CheckContext; readonly keys: ReadonlySet<string> }>()

function knownComplaints(base: Fields, context: CheckContext): ReadonlySet<string> {
  const kept = known.get(base)
  if (kept?.context === context) return kept.keys
  const parsed = parseManifests(JSON.stringify(base))
  const found = parsed.ok ? checkManifests(parsed.manifests, context) : []
  const keys = new Set(found.map(keyOf))
  known.set(base, { context, keys })
  return keys
}

function keyOf({ path, code, detail }: FieldError): string {
  return JSON.stringify([path, code, detail])
}
