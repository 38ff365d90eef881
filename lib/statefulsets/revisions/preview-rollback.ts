import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { AppError } from '../../errors.ts'
import { getObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { readPolicy } from '../../manifests/policy.ts'
import { same } from '../../manifests/values.ts'
import type { PreviewRollbackInput } from '../schema.ts'
import { compareTemplates, type TemplateComparison } from './compare-revisions.ts'
import { digestOf, getRevision } from './revision.ts'
import { tryRollback } from './roll-back.ts'

export interface RollbackPreview extends TemplateComparison {
  readonly isSame: boolean
  /** Names the live template that this is compared with. */
  readonly seen: string
  readonly warnings: readonly string[]
}

/** What rolling back would change in the live template, as the server answers to a dry run. Throws as rolling back does. */
export async function previewRollback(
  { project }: ProjectScope<'statefulset:rollback'>,
  { name, uid, revision: wanted }: PreviewRollbackInput,
): Promise<RollbackPreview> {
  const place = placeOf(project)
  const set = await getObject(place.cluster, 'statefulsets', place.namespace, name)
  if (set.metadata.uid !== uid) throw new AppError('conflict', { message: 'another set of this name' })
  const revision = await getRevision(place, set, wanted)
  const { after, warnings } = await tryRollback(place, set, revision, readPolicy(project.policy))
  const before = set.spec?.template
  return { ...compareTemplates(before, after), isSame: same(before, after), seen: digestOf(before), warnings }
}
