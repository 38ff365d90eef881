/** How the pods of a set keep away from each other. `custom` is anything that is none of these. */
export const spreads = ['none', 'nodesPreferred', 'nodesRequired', 'zones'] as const
export type Spread = (typeof spreads)[number] | 'custom'

type Labels = Readonly<Record<string, unknown>>

const hostname = 'kubernetes.io/hostname'
const zone = 'topology.kubernetes.io/zone'

/** What a spread means in a pod's spec; undefined: the field is not there. */
export function spreadFields(
  spread: (typeof spreads)[number],
  matchLabels: Labels,
): { affinity: object | undefined; topologySpreadConstraints: readonly object[] | undefined } {
  const term = { labelSelector: { matchLabels }, topologyKey: hostname }
  const rules = {
    none: {},
    nodesPreferred: {
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
        },
      },
    },
    nodesRequired: {
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
    },
    zones: {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: zone,
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels },
        },
      ],
    },
  }
  return { affinity: undefined, topologySpreadConstraints: undefined, ...rules[spread] }
}

/** Reads it back. */
export function spreadOf(podSpec: Readonly<Record<string, unknown>>, matchLabels: Labels): Spread {
  const isSame = (one: (typeof spreads)[number]) => {
    const { affinity, topologySpreadConstraints } = spreadFields(one, matchLabels)
    return (
      JSON.stringify(podSpec.affinity) === JSON.stringify(affinity) &&
      JSON.stringify(podSpec.topologySpreadConstraints) === JSON.stringify(topologySpreadConstraints)
    )
  }
  return spreads.find(isSame) ?? 'custom'
}
