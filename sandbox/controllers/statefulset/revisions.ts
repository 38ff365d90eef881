import { isSelected } from '../../../lib/manifests/selector.ts'
import type { Api } from '../../api/api.ts'
import { controlledBy, controllerOf } from '../../api/objects.ts'
import { isSameJson } from '../../api/same.ts'
import { type ControllerRevision, type Pod, revisionOf, type StatefulSet } from './facts.ts'

const writer = { manager: 'kube-controller-manager' }
const hashLabel = 'controller.kubernetes.io/hash'

export interface Revisions {
  /** What pods are before the rollout reaches them. */
  readonly current: ControllerRevision
  /** What the template is. */
  readonly update: ControllerRevision
  readonly collisionCount: number
}

/** All templates that a set had and remembers, the oldest first; those that lost their set are taken over. */
export function listRevisions(api: Api, set: StatefulSet): ControllerRevision[] {
  const { namespace } = set.metadata
  const orphans = api.store
    .owned('controllerrevisions', '')
    .filter(
      ({ metadata }) => metadata.namespace === namespace && isSelected(set.spec?.selector, metadata.labels),
    )
  for (const orphan of orphans) {
    const ownerReferences = [controlledBy(set, 'apps/v1', 'StatefulSet')]
    api.update(
      'controllerrevisions',
      { ...orphan, metadata: { ...orphan.metadata, ownerReferences } },
      writer,
    )
  }
  const own = api.store.owned('controllerrevisions', set.metadata.uid)
  return own.sort((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1))
}

/**
 * The revision that the template is, made if it is new; one that comes back gets the next number, so that the highest is
 * always the one that is wanted.
 */
export function resolveRevisions(api: Api, set: StatefulSet): Revisions {
  const all = listRevisions(api, set)
  const data = dataOf(set)
  const newest = all.at(-1)
  const equal = all.findLast((revision) => isSameJson(revision.data, data))
  const next = (newest?.revision ?? 0) + 1
  let collisionCount = set.status?.collisionCount ?? 0
  let update = equal
  if (update !== undefined && update !== newest)
    update = api.update('controllerrevisions', { ...update, revision: next }, writer)
  while (update === undefined) {
    update = make(api, set, data, next, collisionCount)
    if (update === undefined) collisionCount++
  }
  const current = all.find(({ metadata }) => metadata.name === set.status?.currentRevision)
  return { current: current ?? update, update, collisionCount }
}

/** Removes those that nobody uses, but for the newest few. */
export function truncateHistory(
  api: Api,
  set: StatefulSet,
  pods: readonly Pod[],
  { current, update }: Revisions,
): void {
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)])
  const past = listRevisions(api, set).filter(({ metadata }) => !live.has(metadata.name))
  const limit = set.spec?.revisionHistoryLimit ?? 10
  if (limit < 0) return
  for (const { metadata } of past.slice(0, Math.max(0, past.length - limit)))
    api.delete('controllerrevisions', metadata.namespace, metadata.name)
}

/** The set as it was at a revision. */
export function setAt(set: StatefulSet, { data }: ControllerRevision): StatefulSet {
  const { $patch: _, ...template } = (data as ReturnType<typeof dataOf>).spec.template
  return { ...set, spec: { ...(set.spec ?? { selector: {} }), template } }
}

/** A strategic merge patch that brings the template back. */
function dataOf({ spec }: StatefulSet) {
  return { spec: { template: { ...spec?.template, $patch: 'replace' } } }
}

/** Undefined when another template has the name already. */
function make(api: Api, set: StatefulSet, data: object, revision: number, collisions: number) {
  const hash = hashOf(JSON.stringify(data) + collisions)
  const name = `${set.metadata.name.slice(0, 223)}-${hash}`
  const taken = api.store.get('controllerrevisions', set.metadata.namespace, name)
  if (taken !== undefined) return isSameJson(taken.data, data) && controllerOf(taken) ? taken : undefined
  const { annotations } = set.metadata
  const metadata = {
    name,
    namespace: set.metadata.namespace,
    labels: { ...set.spec?.template.metadata?.labels, [hashLabel]: hash },
    ...(annotations === undefined ? {} : { annotations }),
    ownerReferences: [controlledBy(set, 'apps/v1', 'StatefulSet')],
  }
  return api.create('controllerrevisions', { metadata, data, revision }, writer)
}

const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** FNV-1, 32 bits, in letters that make no words (pkg/controller/history, k8s.io/apimachinery/pkg/util/rand). */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(text)) hash = Math.imul(hash, 0x01000193) ^ byte
  const digits = String(hash >>> 0)
  return [...digits].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('')
}
