import type { StatefulSet } from '../../kubernetes/types.ts'
import { managersOf } from '../../manifests/managed-by.ts'
import { claimsOf, type NamedClaim, toClaim } from '../replicas/claim-names.ts'
import { foreseeAutoscalers, guards, podLabelsOf, scalesSet, serves } from '../replicas/foresee-around.ts'
import { foreseeDown } from '../replicas/foresee-down.ts'
import { type ForesightFacts, isPresent, toWaiting } from '../replicas/foresee-facts.ts'
import type { Companion, DeletionForesight, OwnClaim } from '../replicas/foresight.ts'
import { isOrdered, ordinalOf } from '../state/facts.ts'
import { retentionOf } from '../volumes/retention.ts'

/** All that goes with a set, or stays behind. Nothing is guessed: each is named by the set, names it, or selects its pods. */
export function foreseeDeletion(facts: ForesightFacts): DeletionForesight {
  const { set, ordinals, claims } = facts
  return {
    operation: 'delete',
    uid: set.metadata.uid,
    replicas: set.spec?.replicas ?? 1,
    isOrdered: isOrdered(set),
    pods: ordinals.filter(isPresent).toReversed().map(toWaiting),
    wait: foreseeDown(facts, 0).wait,
    claims: claimsOf(set, claims).map((claim) => toOwnClaim(facts, claim)),
    companions: companionsOf(facts),
    ...retentionOf(set),
    autoscalers: foreseeAutoscalers(facts, 0),
    managers: managersOf(set),
  }
}

function toOwnClaim({ sets }: ForesightFacts, named: NamedClaim): OwnClaim {
  return {
    ...toClaim(named),
    sharedWith: sharersOf(sets, named.claim.metadata.name),
    isEnding: named.claim.metadata.deletionTimestamp !== undefined,
  }
}

/** Sets whose pods may ask for a claim of this name: `data-web-db-0` is of `web-db`, and of `db` with `data-web`. */
export function sharersOf(sets: readonly StatefulSet[], claim: string): string[] {
  return sets
    .filter(({ metadata, spec }) =>
      (spec?.volumeClaimTemplates ?? []).some(
        (template) => ordinalOf(`${template.metadata?.name}-${metadata.name}`, claim) !== null,
      ),
    )
    .map(({ metadata }) => metadata.name)
}

function companionsOf(facts: ForesightFacts): Companion[] {
  const { set, services, budgets, autoscalers } = facts
  const labels = podLabelsOf(set)
  const found = [
    ...services.flatMap(({ metadata, spec }): Companion[] => {
      const isNamed = metadata.name === set.spec?.serviceName
      if (!isNamed && !serves(spec, labels)) return []
      const others = othersOf(
        facts,
        (one) => serves(spec, one),
        (other) => other.spec?.serviceName === metadata.name,
      )
      const why = isNamed ? 'serviceName' : 'selector'
      return [{ resource: 'services', ...identity(metadata), why, others }]
    }),
    ...budgets.flatMap(({ metadata, spec }): Companion[] => {
      if (!guards(spec, labels)) return []
      const others = othersOf(facts, (one) => guards(spec, one))
      return [{ resource: 'poddisruptionbudgets', ...identity(metadata), why: 'selector', others }]
    }),
    ...autoscalers.flatMap((one): Companion[] => {
      if (!scalesSet(one, set)) return []
      const resource = 'horizontalpodautoscalers'
      return [{ resource, ...identity(one.metadata), why: 'scaleTarget', others: [] }]
    }),
  ]
  return found.sort((a, b) => a.resource.localeCompare(b.resource) || a.name.localeCompare(b.name))
}

/** Other sets, and pods that no set has, for which an object is as well. */
function othersOf(
  { sets, loosePods }: ForesightFacts,
  isFor: (labels: Labels) => boolean,
  names: (set: StatefulSet) => boolean = () => false,
): string[] {
  return [
    ...sets.filter((other) => names(other) || isFor(podLabelsOf(other))),
    ...loosePods.filter(({ metadata }) => isFor(metadata.labels ?? {})),
  ].map(({ metadata }) => metadata.name)
}

type Labels = Readonly<Record<string, string>>

function identity({ name, uid }: { readonly name: string; readonly uid: string }) {
  return { name, uid }
}
