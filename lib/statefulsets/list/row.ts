import type { ProjectFacts } from '../../auth/scope.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { toBytes } from '../../manifests/quantity.ts'
import { notedReplicas } from '../../stop-note.ts'
import type { Blocker } from '../state/blocker.ts'
import { windowOf } from '../state/facts.ts'
import type { Note } from '../state/notes.ts'
import type { Ordinal } from '../state/ordinals.ts'
import { annotations, type Progress, type SetState, type SetStatus } from '../state/state.ts'

/** What a list shows of one set; plain data, as it goes to the browser. */
export interface SetView extends Progress {
  readonly name: string
  readonly uid: string
  readonly description: string
  readonly state: SetState
  readonly blocker: BlockerView | null
  readonly notes: readonly Note[]
  /** One letter an ordinal, from the lowest: see `stripLetters`; a capital runs the newest revision. Of very many the first. */
  readonly strip: string
  /** How many ordinals there are, wanted or on their way out. */
  readonly cells: number
  /** The ordinal of the first letter. */
  readonly firstOrdinal: number
  /** The first ordinal that is wanted. */
  readonly start: number
  readonly images: readonly string[]
  /** Claim templates, and the bytes that they ask for in one pod. */
  readonly claims: { readonly count: number; readonly bytes: number }
  /** The replicas to which a stopped set returns; null when that was not noted. */
  readonly stoppedReplicas: number | null
  /** What a scale-down and a deletion do to the claims. */
  readonly whenScaled: 'Retain' | 'Delete'
  readonly whenDeleted: 'Retain' | 'Delete'
  readonly isOnDelete: boolean
  /** What new pods run; '' before the controller has named it. */
  readonly updateRevision: string
  /** ISO 8601. */
  readonly createdAt: string
  /** When somebody last changed what is wanted; ISO 8601, '' when not known. */
  readonly updatedAt: string
}

export type BlockerView = Pick<
  Blocker,
  'reason' | 'facts' | 'since' | 'detail' | 'ordinal' | 'podName' | 'waitingCount' | 'isTrapped'
> & {
  /** The first of them. */
  readonly waiting: readonly number[]
  readonly log: { readonly container: string; readonly previous: boolean } | null
}

/** A set in a list for people: with the project by which they know its namespace. */
export interface SetRow extends SetView {
  /** `<project>/<name>`. */
  readonly key: string
  readonly project: string
  readonly projectName: string
}

export const stripLetters = {
  ready: 'r',
  starting: 's',
  failing: 'f',
  terminating: 't',
  missing: 'm',
} as const satisfies Record<Ordinal['state'], string>

/** Ordinals that a row has letters for, and names as waiting. */
const maxStrip = 300
const maxWaiting = 8
/** The cluster's own words are cut here: they stand in a row. */
const maxDetail = 300

export function toView(set: StatefulSet, { state, progress, ordinals, blocker, notes }: SetStatus): SetView {
  const { metadata, spec } = set
  const templates = spec?.volumeClaimTemplates ?? []
  const retention = spec?.persistentVolumeClaimRetentionPolicy
  const containers = spec?.template.spec?.containers ?? []
  const storage = templates.map(({ spec: wants }) => toBytes(wants?.resources?.requests?.storage ?? ''))
  return {
    ...progress,
    name: metadata.name,
    uid: metadata.uid,
    description: metadata.annotations?.[annotations.description] ?? '',
    state,
    blocker: blocker === null ? null : toBlockerView(blocker),
    notes,
    strip: ordinals.slice(0, maxStrip).map(toLetter).join(''),
    cells: windowOf(set).count + ordinals.filter(({ isWanted }) => !isWanted).length,
    firstOrdinal: ordinals[0]?.ordinal ?? 0,
    start: windowOf(set).start,
    images: [...new Set(containers.map(({ image }) => image ?? ''))],
    claims: { count: templates.length, bytes: storage.reduce((sum, bytes) => sum + bytes, 0) },
    stoppedReplicas: notedReplicas(set),
    whenScaled: retention?.whenScaled === 'Delete' ? 'Delete' : 'Retain',
    whenDeleted: retention?.whenDeleted === 'Delete' ? 'Delete' : 'Retain',
    isOnDelete: spec?.updateStrategy?.type === 'OnDelete',
    updateRevision: set.status?.updateRevision ?? '',
    createdAt: metadata.creationTimestamp ?? '',
    updatedAt: metadata.managedFields?.[0]?.time ?? '',
  }
}

function toLetter({ state, isUpdated }: Ordinal): string {
  const letter = stripLetters[state]
  return isUpdated === true ? letter.toUpperCase() : letter
}

function toBlockerView(blocker: Blocker): BlockerView {
  const {
    reason,
    facts,
    since,
    detail,
    ordinal,
    podName,
    waiting,
    waitingCount,
    isTrapped,
    log = null,
  } = blocker
  const words = detail.length > maxDetail ? `${detail.slice(0, maxDetail)}…` : detail
  const first = waiting.slice(0, maxWaiting)
  return {
    ...{ reason, facts, since, detail: words, ordinal, podName, isTrapped, log },
    ...{ waiting: first, waitingCount },
  }
}

export function toRow(view: SetView, { slug, displayName }: ProjectFacts): SetRow {
  return { ...view, key: `${slug}/${view.name}`, project: slug, projectName: displayName }
}
