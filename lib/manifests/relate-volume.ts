import { Changes, former, type Related } from './follow.ts'
import type { Manifest } from './parse.ts'
import type { Path } from './path.ts'
import { fieldsOf, listOf, valueAt } from './read.ts'
import { partsOf } from './roles.ts'

/*
 * Containers mount volumes by name, and a claim template is a volume of its name: what mounts one that gets another name
 * or goes follows here and nowhere else.
 */

const pod: Path = ['spec', 'template', 'spec']
const templates: Path = ['spec', 'volumeClaimTemplates']

/**
 * Gives a volume or a claim template (the holder of its `name`) another name; its mounts and devices follow, unless
 * another volume has the name too.
 */
export function renameVolume(
  text: string,
  manifests: readonly Manifest[],
  holder: Path,
  to: string,
  before = manifests,
): Related {
  const { set } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const was = former(manifests, before)
  const from = was(set, [...holder, 'name'])
  const isOnly = holdersOf(was(set, [])).filter(([name]) => name === from).length === 1
  const changes = new Changes(text)
  changes.set(set, [...holder, 'name'], to)
  for (const { path } of isOnly ? mountsOf(set.object) : []) {
    if (was(set, [...path, 'name']) === from) changes.follow(set, [...path, 'name'], to)
  }
  return changes.result()
}

/** Takes a volume or a claim template (its item) away, with what mounts it, unless another volume has its name too. */
export function removeVolume(text: string, manifests: readonly Manifest[], item: Path): Related {
  const { set } = partsOf(manifests)
  if (set === null) return { text, followers: [] }
  const name = nameIn(valueAt(set.object, item), item)
  const isOnly = holdersOf(set.object).filter(([one]) => one === name).length === 1
  const changes = new Changes(text)
  changes.take(set, item)
  const mounts = mountsOf(set.object).filter((mount) => isOnly && mount.name === name)
  // From the last one on, so that the places of the others hold.
  for (const { path } of mounts.toReversed()) changes.dropItem(set, path, String(name))
  return changes.result()
}

/** What a new volume may not be called: those that are there, and what is mounted though it is not. */
export function volumeNames(set: unknown): unknown[] {
  return [...holdersOf(set).map(([name]) => name), ...mountsOf(set).map(({ name }) => name)]
}

/** The names that are mounted as file systems though no volume has them. */
export function orphanMounts(set: unknown): string[] {
  const known = new Set(holdersOf(set).map(([name]) => name))
  const names = mountsOf(set, ['volumeMounts']).flatMap(({ name }) =>
    typeof name === 'string' && !known.has(name) ? [name] : [],
  )
  return [...new Set(names)]
}

function holdersOf(set: unknown): [name: unknown, item: Path][] {
  return [templates, [...pod, 'volumes']].flatMap((list) =>
    listOf(valueAt(set, list)).map((item, index): [unknown, Path] => [nameIn(item, list), [...list, index]]),
  )
}

function nameIn(item: unknown, list: Path): unknown {
  const holder = list[1] === 'volumeClaimTemplates' ? fieldsOf(item).metadata : item
  return fieldsOf(holder).name
}

function mountsOf(
  set: unknown,
  lists = ['volumeMounts', 'volumeDevices'],
): { readonly name: unknown; readonly path: Path }[] {
  return ['containers', 'initContainers'].flatMap((kind) =>
    listOf(valueAt(set, [...pod, kind])).flatMap((container, index) =>
      lists.flatMap((list) =>
        listOf(fieldsOf(container)[list]).map((mount, at) => ({
          name: fieldsOf(mount).name,
          path: [...pod, kind, index, list, at],
        })),
      ),
    ),
  )
}
