import type { Pod } from './types.ts'

type Owned = { readonly metadata: Pick<Pod['metadata'], 'ownerReferences'> }

/** Who controls an object and would make it anew; the API allows one. Undefined for none. */
export function controllerOf({ metadata }: Owned) {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)
}

export function isControlledBy(object: Owned, uid: string): boolean {
  return controllerOf(object)?.uid === uid
}
