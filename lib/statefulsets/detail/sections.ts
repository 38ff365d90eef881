import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import type { ObjectName } from '../../names.ts'
import { catalog } from '../list/catalog.ts'
import type { RevisionRow } from '../revisions/revision-row.ts'
import { listRevisions } from '../revisions/revisions.ts'
import { readVolumes } from '../volumes/volume-section.ts'
import type { Volumes } from '../volumes/volumes.ts'
import { type EventList, toEventList } from './event-list.ts'
import { readFacts } from './get.ts'
import { type SetMetadata, toMetadata } from './metadata.ts'
import { nearby } from './nearby.ts'
import { type Related, toRelated } from './related.ts'
import type { ReadChanges } from './who.ts'
import { readWhole } from './whole.ts'

/** What each sub-page of a set shows beyond the set itself. */
export interface Sections {
  readonly overview: Related
  readonly events: EventList
  /** The containers that each of its pods has. */
  readonly logs: readonly string[]
  readonly metadata: SetMetadata
  readonly volumes: Volumes
  readonly revisions: readonly RevisionRow[]
}
export type SectionName = keyof Sections

type Reader<S extends SectionName> = (
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
  readChanges: ReadChanges,
) => Promise<Sections[S]>

const readers: { readonly [S in SectionName]: Reader<S> } = {
  overview: readRelated,
  events: readEvents,
  logs: readContainers,
  metadata: async (scope, name, readChanges) =>
    toMetadata(await readWhole(scope, name), await readChanges(scope, name)),
  volumes: readVolumes,
  revisions: listRevisions,
}

export const sectionNames = Object.keys(readers) as [SectionName, ...SectionName[]]

/** Throws `not_found` without the set, or why the cluster cannot say. */
export function readSection<S extends SectionName>(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
  section: S,
  readChanges: ReadChanges,
): Promise<Sections[S]> {
  return readers[section](scope, name, readChanges)
}

async function readRelated(scope: ProjectScope<'statefulset:view'>, name: ObjectName): Promise<Related> {
  const { cluster, namespace } = scope.project
  const around = nearby(cluster, namespace)
  const budgets = await around.objects('poddisruptionbudgets')
  const autoscalers = await around.objects('horizontalpodautoscalers')
  const services = catalog().board(cluster).objects('services', namespace)
  return toRelated(await readWhole(scope, name), { services, budgets, autoscalers })
}

async function readEvents(scope: ProjectScope<'statefulset:view'>, name: ObjectName): Promise<EventList> {
  const { facts } = await readFacts(scope, name)
  const events = await nearby(scope.project.cluster, scope.project.namespace).objects('events')
  const templates = (facts.set.spec?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name ?? '')
  return toEventList(name, templates, events)
}

async function readContainers(
  scope: ProjectScope<'statefulset:view'>,
  name: ObjectName,
): Promise<readonly string[]> {
  const template = (await readWhole(scope, name)).spec?.template.spec
  return [...(template?.initContainers ?? []), ...(template?.containers ?? [])].map((one) => one.name)
}
