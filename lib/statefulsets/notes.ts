import { isSelected } from '../manifests/selector.ts'
import { isOnDelete, partitionOf, type SetFacts } from './facts.ts'

/** What a person should know of a set although nothing waits for it. A sentence under `notes` in the messages. */
export type Note =
  | { readonly code: 'heldByPartition' | 'waitsForDeletion'; readonly count: number }
  | { readonly code: 'serviceMissing' | 'serviceNotHeadless' | 'serviceSelectsOthers'; readonly name: string }
  | { readonly code: 'diskGrows' | 'diskNeedsRestart' | 'diskRefused'; readonly name: string }

export function readNotes(facts: SetFacts): Note[] {
  return [...readRolloutNotes(facts), ...readServiceNotes(facts), ...readDiskNotes(facts)]
}

/** What keeps the former revision although the rollout has nothing left to do. */
function readRolloutNotes({ set }: SetFacts): Note[] {
  const { status } = set
  if (status === undefined || status.currentRevision === status.updateRevision) return []
  const old = Math.max(0, (set.spec?.replicas ?? 1) - (status.updatedReplicas ?? 0))
  if (old === 0) return []
  if (isOnDelete(set)) return [{ code: 'waitsForDeletion', count: old }]
  const held = Math.min(partitionOf(set), old)
  return held > 0 ? [{ code: 'heldByPartition', count: held }] : []
}

/** Without its headless Service the pods have no names of their own in DNS. */
function readServiceNotes({ set, service }: SetFacts): Note[] {
  const name = set.spec?.serviceName ?? ''
  if (name === '' || service === undefined) return []
  if (service === null) return [{ code: 'serviceMissing', name }]
  if (service.spec?.clusterIP !== 'None') return [{ code: 'serviceNotHeadless', name }]
  // A Service without a selector is served by hand-made endpoints.
  return isSelected({ matchLabels: service.spec?.selector }, set.spec?.template.metadata?.labels ?? {})
    ? []
    : [{ code: 'serviceSelectsOthers', name }]
}

function readDiskNotes({ claims }: SetFacts): Note[] {
  return claims.flatMap(({ metadata: { name }, spec, status }): Note[] => {
    const has = (type: string) =>
      status?.conditions?.some((one) => one.type === type && one.status === 'True')
    const stage = status?.allocatedResourceStatuses?.storage ?? ''
    if (has('ControllerResizeError') || has('NodeResizeError') || stage.endsWith('Infeasible'))
      return [{ code: 'diskRefused', name }]
    if (has('FileSystemResizePending') || stage === 'NodeResizePending')
      return [{ code: 'diskNeedsRestart', name }]
    const wanted = spec?.resources?.requests?.storage
    const present = status?.capacity?.storage
    const isGrowing = has('Resizing') || (stage !== '' && wanted !== present)
    return isGrowing ? [{ code: 'diskGrows', name }] : []
  })
}
