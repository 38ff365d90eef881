import type { StatefulSet } from '../../kubernetes/types.ts'
import { managersOf } from '../../manifests/managed-by.ts'
import { claimsOf, type NamedClaim, toClaim } from '../replicas/claim-names.ts'
import { foreseeAutoscalers } from '../replicas/foresee-around.ts'
import { foreseeDown } from '../replicas/foresee-down.ts'
import { type ForesightFacts, isPresent, toWaiting } from '../replicas/foresee-facts.ts'
import type { DeletionForesight, OwnClaim } from '../replicas/foresight.ts'
import { isOrdered, ordinalOf } from '../state/facts.ts'
import { retentionOf } from '../volumes/retention.ts'
import { companionsOf } from './companions.ts'

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
