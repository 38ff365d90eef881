import type { StatefulSet } from '../../kubernetes/types.ts'
import { isInWindow, isOrdered, windowOf } from '../state/facts.ts'
import type { Ordinal } from '../state/ordinals.ts'
import { fateWhenScaled } from '../volumes/retention.ts'
import { claimsOf, toClaim } from './claim-names.ts'
import { type ForesightFacts, isHealthy, isPresent, toWaiting } from './foresee-facts.ts'
import type { DownForesight, DownWait, Leaving } from './foresight.ts'
import { withSpec } from './losses.ts'

/** Which pods end when the set goes down to so many replicas; see foreseeLeaving. */
export function foreseeDown(facts: ForesightFacts, to: number): DownForesight {
  return foreseeLeaving(facts, withSpec(facts.set, { replicas: to }))
}

/**
 * Which pods end when the set becomes the wanted one, in which order, what waits, and what becomes of the claims. As the
 * controller does it (pkg/controller/statefulset/stateful_set_control.go): what is outside the window of ordinals goes,
 * highest first.
 */
export function foreseeLeaving(facts: ForesightFacts, wanted: StatefulSet): DownForesight {
  const { ordinals } = facts
  const window = windowOf(wanted)
  const stays: Stays = ({ ordinal }) => isInWindow(window, ordinal)
  return {
    leaving: readLeaving(facts, wanted, stays),
    wait: findWait(facts, stays),
    readyAfter: ordinals.filter((one) => stays(one) && isHealthy(one)).length,
  }
}

type Stays = (one: Pick<Ordinal, 'ordinal'>) => boolean

function readLeaving({ ordinals, pods, claims }: ForesightFacts, set: StatefulSet, stays: Stays): Leaving[] {
  const byName = new Map(pods.map((pod) => [pod.metadata.name, pod]))
  const named = Map.groupBy(claimsOf(set, claims), ({ ordinal }) => ordinal)
  return ordinals
    .filter((one) => !stays(one))
    .toReversed()
    .flatMap((one): Leaving[] => {
      const pod = isPresent(one) ? byName.get(one.podName) : undefined
      const own = named.get(one.ordinal) ?? []
      if (pod === undefined && own.length === 0) return []
      return [
        {
          ...toWaiting(one),
          ordinal: one.ordinal,
          state: pod === undefined ? 'missing' : one.state,
          claims: own.map((claim) => ({ ...toClaim(claim), ...fateWhenScaled(set, pod, claim.claim) })),
        },
      ]
    })
}

function findWait({ set, ordinals, pods }: ForesightFacts, stays: Stays): DownWait | null {
  const leaving = ordinals.filter((one) => !stays(one) && isPresent(one)).toReversed()
  if (leaving.length === 0) return null
  const ending = new Set(pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined).map(nameOf))
  const isUntouched = ({ podName }: Ordinal) => !ending.has(podName)
  const isLost = ({ trouble }: Ordinal) => trouble?.reason === 'nodeLost'
  if (!isOrdered(set)) {
    const lost = leaving.find(isLost)
    return lost === undefined ? null : wait('node', lost, [])
  }
  const unready = ordinals.find((one) => stays(one) && !isHealthy(one))
  if (unready !== undefined) return wait('remaining', unready, leaving.filter(isUntouched))
  const lowest = leaving.findLast((one) => !isHealthy(one) && (isUntouched(one) || isLost(one)))
  // Of unready pods that leave only the lowest is deleted; one that is ending already is waited for.
  const isStuck = (one: Ordinal) => one !== lowest && !isHealthy(one) && isUntouched(one)
  const index = leaving.findIndex((one) => isLost(one) || isStuck(one))
  const first = leaving[index]
  if (first === undefined) return null
  return isStuck(first)
    ? wait('behind', first, leaving.slice(index).filter(isUntouched), lowest?.podName)
    : wait('node', first, leaving.slice(index + 1).filter(isUntouched))
}

const nameOf = ({ metadata }: { readonly metadata: { readonly name: string } }) => metadata.name

function wait(kind: DownWait['kind'], one: Ordinal, held: readonly Ordinal[], other?: string): DownWait {
  return { kind, ...toWaiting(one), held: held.map(({ podName }) => podName), other: other ?? null }
}
