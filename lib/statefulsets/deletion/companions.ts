import type { StatefulSet } from '../../kubernetes/types.ts'
import { guards, podLabelsOf, scalesSet, serves } from '../replicas/foresee-around.ts'
import type { ForesightFacts } from '../replicas/foresee-facts.ts'
import type { Companion } from '../replicas/foresight.ts'

type Around = Pick<ForesightFacts, 'set' | 'services' | 'budgets' | 'autoscalers' | 'sets' | 'loosePods'>

/** What the set names, what names it and what selects its pods. */
export function companionsOf(facts: Around): Companion[] {
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
  { sets, loosePods }: Around,
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
