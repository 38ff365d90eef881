import { readStage } from '../../claim-stage.ts'
import { isSelected } from '../../manifests/selector.ts'
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
  const codes = { growing: 'diskGrows', fileSystem: 'diskNeedsRestart', refused: 'diskRefused' } as const
  return claims.flatMap((claim): Note[] => {
    const { stage } = readStage(claim)
    if (stage === 'settled' || stage === 'asked') return []
    return [{ code: codes[stage], name: claim.metadata.name }]
  })
}
