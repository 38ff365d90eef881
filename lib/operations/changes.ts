import 'server-only'

/** Kept on globalThis: actions, streams and the runner are bundles of their own. */
const shared = globalThis as typeof globalThis & { ordinalOperationListeners?: Set<() => void> }

function listeners(): Set<() => void> {
  shared.ordinalOperationListeners ??= new Set()
  return shared.ordinalOperationListeners
}

/** Calls `changed` after any operation was begun, moved or ended in this process, until the result is called. */
export function onOperationChange(changed: () => void): () => void {
  listeners().add(changed)
  return () => listeners().delete(changed)
}

export function announceOperationChange(): void {
  for (const changed of listeners()) changed()
}
