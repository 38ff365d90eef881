import 'server-only'
import { listObjects } from '../../kubernetes/objects.ts'
import type { Place } from '../../kubernetes/place.ts'
import type { PreflightInput } from '../schema.ts'
import type { NodeFacts } from './preflight-facts.ts'

/** Counts by labels alone; taints and room are the scheduler's. */
export async function readNodeFacts(
  { cluster }: Place,
  { nodeSelector }: PreflightInput,
): Promise<NodeFacts> {
  const nodes = await listObjects(cluster, 'nodes', null, {
    fieldSelector: 'spec.unschedulable=false',
    isMetadataOnly: true,
  })
  const wanted = Object.entries(nodeSelector)
  const matching = nodes.filter(({ metadata }) =>
    wanted.every(([key, value]) => metadata.labels?.[key] === value),
  )
  return { schedulable: nodes.length, matching: matching.length }
}
