import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const core = 'node_modules/@mantine/core'
const folders = globSync(`${core}/esm/{components,utils}/*`).map((path) => path.split('/').at(-1) ?? '')

/** The folder of a component, or of the one that it is a part of: TableTd → Table. */
function folderOf(name: string): string {
  const parents = folders.filter((folder) => name.startsWith(folder))
  return parents.sort((a, b) => b.length - a.length)[0] ?? ''
}

/** Everything in which a component is drawn with others: Button → UnstyledButton, Loader. */
function withParts(name: string, found = new Set<string>()): Set<string> {
  if (name === '' || found.has(name)) return found
  found.add(name)
  for (const file of globSync(`${core}/esm/{components,utils}/${name}/**/*.mjs`)) {
    const source = readFileSync(file, 'utf8')
    const parts = source.matchAll(/from ?"(?:\.\.\/)+([A-Z]\w+)\//g)
    // The chevron of an accordion is drawn elsewhere, too; it has no styles.
    const used = [...parts].filter(([line]) => !source.includes(`AccordionChevron } ${line}`))
    for (const [, part = ''] of used) if (folders.includes(part)) withParts(part, found)
  }
  return found
}

it('each of Mantine’s components that is used has its styles, in Mantine’s order', () => {
  const sources = globSync('app/**/*.tsx').map((file) => readFileSync(file, 'utf8'))
  const imports = sources.flatMap((source) => [
    ...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
  ])
  const used = imports.flatMap(([, names = '']) => names.split(',').map((name) => folderOf(name.trim())))
  // Toasts are drawn with one that no file names.
  const needed = new Set([...used, 'Notification'].flatMap((name) => [...withParts(name)]))
  const imported = [...readFileSync('app/mantine.css', 'utf8').matchAll(/styles\/(\w+)\.css/g)].map(
    ([, name = '']) => name,
  )
  /** What comes with the part of the page that needs it. */
  const late = sources.flatMap((source) =>
    [...source.matchAll(/'@mantine\/core\/styles\/(\w+)\.css'/g)].map(([, name = '']) => name),
  )
  const missing = [...needed].filter(
    (name) => existsSync(`${core}/styles/${name}.css`) && !imported.includes(name) && !late.includes(name),
  )
  expect(missing).toEqual([])

  const all = readFileSync(`${core}/styles.css`, 'utf8')
  const places = imported.map((name) => {
    const hash = /\.m_[\da-f]+/.exec(readFileSync(`${core}/styles/${name}.css`, 'utf8'))?.[0]
    return hash === undefined ? -1 : all.indexOf(hash)
  })
  expect(places).toEqual([...places].sort((a, b) => a - b))
})
