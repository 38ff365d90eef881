import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const documents = ['README.md', ...globSync('docs/guide/*/*.md', { cwd: root })]
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }

/** What people are told to type → the test that runs it, and the words with which it does. */
const runs: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'npm start': ['e2e/ordinal.ts', "'scripts/start.mjs'"],
  'npm test': ['.ci/run', 'npm test'],
  'npm run doctor': ['scripts/doctor/doctor.test.ts', "'scripts/doctor.mjs'"],
}

const commandsOf = (text: string) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((line) => line !== ''),
  )

describe.each(documents)('%s', (file) => {
  it('tells nobody to type what no test runs', () => {
    const unknown = commandsOf(read(file)).filter((command) => runs[command] === undefined)
    expect(unknown).toEqual([])
  })

  it('has no block of which nobody knows what it is', () => {
    // Opening and closing fences take turns.
    const opening = (read(file).match(/^```.*$/gm) ?? []).filter((_fence, index) => index % 2 === 0)
    expect(opening.filter((fence) => fence === '```')).toEqual([])
  })

  it('names only npm scripts that are there', () => {
    const named = [...read(file).matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([])
  })

  it('links only to what is there', () => {
    const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link)
    const missing = links.filter((link) => globSync(join(root, file, '..', link)).length === 0)
    expect(missing).toEqual([])
  })
})

describe('what runs a command', () => {
  it.each(Object.entries(runs))('%s', (command, [file, words]) => {
    expect(read(file)).toContain(words)
    const name = command.replace(/^npm (?:run )?/, '')
    const script = words.replaceAll("'", '')
    if (script !== command) expect(scripts[name]).toBe(`node ${script}`)
  })
})

describe.each(Object.entries(scripts))('npm run %s', (_name, command) => {
  it('starts files that are there', () => {
    const [, file = ''] = /^node (scripts\/[\w-]+\.mjs)/.exec(command) ?? []
    const started = [...read(file).matchAll(/join\(root, '([\w/-]+\.\w+)'\)/g)].map(([, path = '']) => path)
    expect([file, ...started].filter((path) => globSync(join(root, path)).length === 0)).toEqual([])
  })
})

describe.each(['en', 'zh-CN'])('the guide in %s', (language) => {
  const labels = new Set(textsOf(JSON.parse(read(`messages/${language}.json`))).map(plain))

  it('has in bold what stands on the pages, and nothing else', () => {
    const unknown = globSync(`docs/guide/${language}/*.md`, { cwd: root }).flatMap((file) =>
      [...read(file).matchAll(/\*\*([^*]+)\*\*/g)]
        .map(([, words = '']) => words)
        .filter((words) => !labels.has(plain(words)))
        .map((words) => `${file}: ${words}`),
    )
    expect(unknown).toEqual([])
  })
})

function textsOf(messages: unknown): string[] {
  return typeof messages === 'string' ? [messages] : Object.values(messages as object).flatMap(textsOf)
}

/** Without what is filled in, for which a guide has an ellipsis or nothing. */
function plain(label: string): string {
  return label.replace(/\{[^{}]*\}|[\s…]/g, '')
}
