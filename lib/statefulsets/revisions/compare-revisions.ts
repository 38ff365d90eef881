import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import { getObject } from '../../kubernetes/objects.ts'
import { placeOf } from '../../kubernetes/place.ts'
import { diffLines, type FoldedDiff, foldDiff } from '../../manifests/line-diff.ts'
import { type TemplateChange, templateChanges } from '../../manifests/template-changes.ts'
import { templateLines } from '../../manifests/template-text.ts'
import type { CompareRevisionsInput } from '../schema.ts'
import { getRevision, templateOf } from './revision.ts'

export interface TemplateComparison {
  readonly changes: readonly TemplateChange[]
  readonly lines: FoldedDiff
}

/** What differs between two revisions of a set, in words and as text. Throws `not_found`. */
export async function compareRevisions(
  { project }: ProjectScope<'statefulset:view'>,
  { name, from, to }: CompareRevisionsInput,
): Promise<TemplateComparison> {
  const place = placeOf(project)
  const set = await getObject(place.cluster, 'statefulsets', place.namespace, name)
  const [before, after] = await Promise.all([from, to].map((one) => getRevision(place, set, one)))
  return compareTemplates(before && templateOf(before), after && templateOf(after))
}

export function compareTemplates(before: unknown, after: unknown): TemplateComparison {
  return {
    changes: templateChanges(before, after),
    lines: foldDiff(diffLines(templateLines(before), templateLines(after))),
  }
}
