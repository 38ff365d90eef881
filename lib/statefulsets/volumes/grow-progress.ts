import { isBelow, readStage } from '../../claim-stage.ts'
import type { PersistentVolumeClaim, Pod } from '../../kubernetes/types.ts'
import type { ProgressItem } from '../../operations/schema.ts'

/** A file system that a running pod's node has not grown by then grows when the pod restarts, ms. */
export const onlineMs = 60_000

/** One line a claim: how far it is on its way to its size. */
export function claimItems(
  claims: readonly { readonly claim: PersistentVolumeClaim; readonly to: string }[],
  pods: readonly Pod[],
  now: number,
): ProgressItem[] {
  return claims.map(({ claim, to }): ProgressItem => {
    const { name } = claim.metadata
    const { stage, since, message, isFinal } = readStage(claim)
    const item = { key: 'claim', values: { name, size: to } }
    if (isFinal) return { ...item, state: 'failed', detail: { key: 'refused', values: { message } } }
    if (stage === 'refused')
      return { ...item, state: 'running', detail: { key: 'retrying', values: { message } } }
    if (stage === 'fileSystem')
      return { ...item, state: 'done', detail: fileSystemDetail(name, pods, now - since) }
    if (!isBelow(claim.status?.capacity?.storage, to)) return { ...item, state: 'done' }
    const isAsked = !isBelow(claim.spec?.resources?.requests?.storage, to)
    if (!isAsked) return { ...item, state: 'waiting' }
    return { ...item, state: 'running', detail: { key: stage === 'growing' ? 'growing' : 'asked' } }
  })
}

function fileSystemDetail(
  claim: string,
  pods: readonly Pod[],
  waitedMs: number,
): NonNullable<ProgressItem['detail']> {
  const pod = pods.find(({ metadata }) => claim.endsWith(`-${metadata.name}`))?.metadata.name
  if (pod === undefined) return { key: 'fileSystemLater' }
  return { key: waitedMs > onlineMs ? 'needsRestart' : 'fileSystem', values: { pod } }
}
