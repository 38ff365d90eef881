import type { Node } from './types.ts'

/**
 * What a node says of itself. `ready` and `notReady` are its kubelet's own words, so it answers and its containers may
 * run; `silent` is what the control plane writes once the kubelet has stopped posting (pkg/controller/nodelifecycle).
 * Null before the first word.
 */
export function nodeWord({ status }: Node): 'ready' | 'notReady' | 'silent' | null {
  const ready = nodeReadiness(status)
  if (ready === undefined) return null
  if (ready.status === 'Unknown') return 'silent'
  return ready.status === 'True' ? 'ready' : 'notReady'
}

export function nodeReadiness(status: Node['status']) {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}
