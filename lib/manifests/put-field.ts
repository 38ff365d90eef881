import { deleteIn, setIn } from './edit.ts'
import type { Lens } from './lens.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { valueAt } from './read.ts'
import { same } from './values.ts'

/** Whose emptiness says something: `emptyDir: {}` is a volume, `httpGet: {}` a probe that is not finished. */
const meaningful = new Set([
  ...['metadata', 'spec', 'template', 'selector', 'matchLabels', 'resources'],
  ...['emptyDir', 'configMap', 'secret', 'persistentVolumeClaim', 'hostPath'],
  ...[
    'httpGet',
    'tcpSocket',
    'exec',
    'grpc',
    'configMapKeyRef',
    'secretKeyRef',
    'fieldRef',
    'resourceFieldRef',
  ],
])

/**
 * Puts what a form's field holds, or takes it away together with what is empty without it. What it held already changes
 * nothing, however that is written.
 */
export function putField<F>(text: string, manifest: Manifest, path: Path, lens: Lens<F>, field: F): string {
  if (same(lens.get(valueAt(manifest.object, path)), field)) return text
  const value = lens.put(field)
  return value === undefined ? takeAway(text, manifest, path) : setAt(text, manifest, path, value)
}

export function takeAway(text: string, manifest: Manifest, path: Path): string {
  return deleteIn(text, manifest.document, whole(manifest, path), manifest.at.length + keptDepth(path))
}

export function setAt(text: string, manifest: Manifest, path: Path, value: unknown): string {
  return setIn(text, manifest.document, whole(manifest, path), value)
}

/** From the document's root: an item of a List has its place in front. */
function whole({ at }: Manifest, path: Path): Path {
  return [...at, ...path]
}

/** How many leading segments stay although they become empty. */
function keptDepth(path: Path): number {
  const isKept = (segment: string | number) => typeof segment === 'number' || meaningful.has(segment)
  return path.findLastIndex((segment, index) => index < path.length - 1 && isKept(segment)) + 1
}
