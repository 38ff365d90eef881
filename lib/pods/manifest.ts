import 'server-only'
import { stringify } from 'yaml'
import type { ProjectScope } from '../auth/scope.ts'
import type { ObjectName } from '../names.ts'
import { getPod } from './get.ts'

/** The pod as YAML, without who wrote which field. Of Secrets it holds names alone. Throws as getPod does. */
export async function getPodManifest(scope: ProjectScope<'pod:view'>, name: ObjectName): Promise<string> {
  const { metadata, spec, status } = await getPod(scope, name)
  const { managedFields: _, ...rest } = metadata
  return stringify({ apiVersion: 'v1', kind: 'Pod', metadata: rest, spec, status }, { lineWidth: 0 })
}
