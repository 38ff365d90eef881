import 'server-only'
import type { HorizontalPodAutoscaler } from '../../kubernetes/types.ts'

/** The autoscaler that sets the replicas of a set; undefined for none. */
export function autoscalerOf(
  autoscalers: readonly HorizontalPodAutoscaler[],
  name: string,
): HorizontalPodAutoscaler | undefined {
  return autoscalers.find(({ spec }) => {
    const target = spec?.scaleTargetRef
    return target?.kind === 'StatefulSet' && target.name === name && target.apiVersion?.startsWith('apps/')
  })
}
