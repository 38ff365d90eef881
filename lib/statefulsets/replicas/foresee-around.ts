import type {
  HorizontalPodAutoscaler,
  PodDisruptionBudget,
  Service,
  StatefulSet,
} from '../../kubernetes/types.ts'
import { isSelected } from '../../manifests/selector.ts'
import type { ForesightFacts } from './foresee-facts.ts'
import type { AutoscalerEffect, BudgetEffect } from './foresight.ts'

export function podLabelsOf({ spec }: StatefulSet): Readonly<Record<string, string>> {
  return spec?.template.metadata?.labels ?? {}
}

/** An empty selector takes all pods of the namespace, as policy/v1 has it; without one it is for none. */
export function guards(spec: PodDisruptionBudget['spec'], labels: Readonly<Record<string, string>>): boolean {
  return spec?.selector !== undefined && isSelected(spec.selector, labels)
}

/** A Service without a selector is served by hand-made endpoints. */
export function serves(spec: Service['spec'], labels: Readonly<Record<string, string>>): boolean {
  const { selector = {} } = spec ?? {}
  return Object.keys(selector).length > 0 && isSelected({ matchLabels: selector }, labels)
}

export function scalesSet({ spec }: HorizontalPodAutoscaler, { metadata }: StatefulSet): boolean {
  const { kind, name, apiVersion } = spec?.scaleTargetRef ?? {}
  return kind === 'StatefulSet' && name === metadata.name && (apiVersion ?? 'apps/v1').startsWith('apps/')
}

/** What an autoscaler does to a set that somebody sets to so many replicas; at zero it is switched off. */
export function foreseeAutoscalers({ set, autoscalers }: ForesightFacts, to: number): AutoscalerEffect[] {
  return autoscalers
    .filter((one) => scalesSet(one, set))
    .map(({ metadata, spec }) => {
      const { minReplicas: min = 1, maxReplicas: max = min } = spec ?? {}
      const effect = to === 0 ? 'pauses' : to < min ? 'raises' : to > max ? 'lowers' : 'changes'
      return { name: metadata.name, min, max, effect }
    })
}

/**
 * What the budgets leave for drains at so many ready replicas. The controller deletes and does not evict, so no budget
 * keeps it from anything (pkg/controller/disruption/disruption.go, getExpectedPodCount).
 */
export function foreseeBudgets({ set, sets, budgets, ordinals }: ForesightFacts, to: number): BudgetEffect[] {
  const present = ordinals.filter(({ state }) => state !== 'missing').length
  return budgets
    .filter(({ spec }) => guards(spec, podLabelsOf(set)))
    .map((budget) => {
      const isShared =
        sets.some((other) => guards(budget.spec, podLabelsOf(other))) ||
        (budget.status?.currentHealthy ?? 0) > present
      return {
        name: budget.metadata.name,
        allowedNow: budget.status?.disruptionsAllowed ?? 0,
        allowedAfter: isShared ? null : allowedAt(budget, to),
      }
    })
}

function allowedAt({ spec }: PodDisruptionBudget, count: number): number {
  const { minAvailable, maxUnavailable } = spec ?? {}
  const needed =
    maxUnavailable === undefined
      ? scaled(minAvailable ?? 1, count)
      : Math.max(0, count - scaled(maxUnavailable, count))
  return Math.max(0, count - needed)
}

/** Shares are rounded up, both of them. */
function scaled(value: number | string, count: number): number {
  const share = /^(\d+)%$/.exec(String(value))?.[1]
  return share === undefined ? Number(value) : Math.ceil((Number(share) * count) / 100)
}
