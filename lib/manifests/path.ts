import { isCollection, isMap, isSeq, type Node, type Pair } from 'yaml'

/** From a document's root to a value: keys of maps, indexes of sequences. */
export type Path = readonly (string | number)[]

/**
 * A path as the API server writes it (apimachinery pkg/util/validation/field): `spec.template.spec.containers[0].image`;
 * a key that is no plain word stands in brackets, `metadata.labels[app.kubernetes.io/name]`.
 */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number' || !/^[\w-]+$/.test(part)) return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

/** The same path, whether its keys are dotted or in brackets: `requests.cpu` and `requests[cpu]` are one. */
export function pathParts(text: string): Path {
  return [...text.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, inside]) => {
    if (inside === undefined) return whole
    return /^\d+$/.test(inside) ? Number(inside) : inside
  })
}

/** Where a key or an index stands among a collection's entries; -1 if it is not there. */
export function indexIn(parent: unknown, segment: string | number): number {
  if (isMap(parent)) return parent.items.findIndex((pair) => keyText(pair) === String(segment))
  const index = typeof segment === 'number' ? segment : -1
  return isSeq(parent) && index < parent.items.length ? index : -1
}

export function childAt(parent: unknown, index: number): Node | undefined {
  const item: unknown = isCollection(parent) ? parent.items[index] : undefined
  return (isMap(parent) ? (item as Pair | undefined)?.value : item) as Node | undefined
}

/** The key as `toJS` names it: a null key is the empty text. */
export function keyText(pair: Pair): string {
  const { key } = pair as { key: { value?: unknown } }
  return key.value === null ? '' : String(key)
}
