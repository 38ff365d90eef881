'use client'

import type { ContainerView } from '@/lib/pods/container-view'
import { usePod } from '../../pod-context'

/** The container of this name in the pod as it is now; null where that has none any more. */
export function useContainer(name: string): ContainerView | null {
  return usePod().view.pod.containers.find((one) => one.name === name) ?? null
}
