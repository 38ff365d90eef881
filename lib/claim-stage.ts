import type { PersistentVolumeClaim } from './kubernetes/types.ts'
import { readQuantity } from './manifests/quantity.ts'

/**
 * How far a volume is on its way to the size that is asked for (kubernetes/api core/v1, PersistentVolumeClaimStatus).
 * `asked`: nobody has taken it up. `growing`: the storage is at it. `fileSystem`: the volume has grown, its file system
 * not yet. `refused`: the storage will not; a smaller size still above the present one mends it (KEP-1790).
 */
export type ClaimStage = 'settled' | 'asked' | 'growing' | 'fileSystem' | 'refused'

export interface StageReading {
  readonly stage: ClaimStage
  /** When the stage was reported, epoch ms; 0 when that is not told. */
  readonly since: number
  /** The storage's own words, or ''. */
  readonly message: string
  /** Refused for good; other errors are tried again by the storage itself. */
  readonly isFinal: boolean
}

export function readStage({ spec, status }: PersistentVolumeClaim): StageReading {
  const conditions = status?.conditions?.filter((one) => one.status === 'True') ?? []
  const find = (...types: string[]) => conditions.find(({ type }) => types.includes(type))
  const asked = spec?.resources?.requests?.storage
  // What is told of a larger size is over when a smaller one is asked for; the storage takes a while to see that.
  const isOver = isBelow(asked, status?.allocatedResources?.storage)
  const resource = isOver ? '' : (status?.allocatedResourceStatuses?.storage ?? '')
  const error = isOver ? undefined : find('ControllerResizeError', 'NodeResizeError')
  const reading = (stage: ClaimStage, condition: ReturnType<typeof find>): StageReading => ({
    stage,
    since: Date.parse(condition?.lastTransitionTime ?? '') || 0,
    message: condition?.message ?? '',
    isFinal: resource.endsWith('Infeasible'),
  })
  if (error !== undefined || resource.endsWith('Infeasible')) return reading('refused', error)
  const pending = find('FileSystemResizePending')
  if (resource === 'NodeResizePending' || (pending !== undefined && resource !== 'NodeResizeInProgress'))
    return reading('fileSystem', pending)
  const resizing = find('Resizing')
  if (resizing !== undefined || resource !== '') return reading('growing', resizing)
  return reading(isBelow(status?.capacity?.storage, asked) ? 'asked' : 'settled', undefined)
}

/** Whether one quantity is less than another; what cannot be read is not. */
export function isBelow(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [readQuantity(one), readQuantity(other)]
  return typeof a === 'bigint' && typeof b === 'bigint' && a < b
}
