import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const bin = (name: string) => join(root, 'node_modules', '.bin', name)

describe('lint refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-lint-'))
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const lint = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
    const { stdout, stderr } = spawnSync(bin('biome'), ['lint', file], { cwd: folder, encoding: 'utf8' })
    return stdout + stderr
  }
  it.each([
    ['any', 'lib/x.ts', 'export const x: any = 1', 'noExplicitAny'],
    [
      'an assertion that something is there',
      'lib/x.ts',
      'export const x = (y: string | null) => y!',
      'noNonNullAssertion',
    ],
    ['the environment outside lib/env.ts', 'lib/x.ts', 'export const x = process.env.HOME', 'noProcessEnv'],
    ['a default export', 'lib/x.ts', 'export default function x() {}', 'noDefaultExport'],
    ['the console in the server', 'lib/x.ts', 'export const x = () => console.log(1)', 'noConsole'],
    [
      '300 lines and more',
      'lib/x.ts',
      'export const x = [\n'.concat('1,\n'.repeat(320), ']'),
      'noExcessiveLinesPerFile',
    ],
  ])('%s', (_name, file, text, rule) => {
    expect(lint(file, text)).toContain(rule)
  })

  it('and accepts what is fine', () => {
    expect(lint('lib/x.ts', 'export const x = 1\n')).not.toMatch(/lint\//)
  })
})

describe('import direction refuses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ordinal-gates-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const files = {
    'lib/errors.ts': "import '../lib/auth/scope.ts'",
    'lib/auth/scope.ts': "import '../kubernetes/objects.ts'",
    'lib/kubernetes/objects.ts': "import '../auth/token.ts'",
    'lib/auth/token.ts': "import '../users/list.ts'",
    'lib/users/list.ts': "import '../projects/list.ts'",
    'lib/operations/runner.ts': "import '../pods/logs.ts'",
    'lib/pods/logs.ts': 'export const x = 1',
    'lib/db/errors.ts': "import '../operations/kind.ts'",
    'lib/operations/kind.ts': 'export const x = 1',
    'lib/projects/list.ts': "import '../../app/page.ts'",
    'app/page.ts':
      "import '@kubernetes/client-node'; import 'pg'; import '../sandbox/main.ts'; import './a.ts'",
    'app/a.ts': "import './b.ts'",
    'app/b.ts': "import './a.ts'",
    'sandbox/main.ts': 'export const x = 1',
    'server.ts': "import './lib/db/client.ts'",
    'lib/db/client.ts': 'export const x = 1',
    'e2e/x.ts': "import '../lib/db/client.ts'",
    'lib/manifests/parse.ts': "import '../log.ts'",
    'lib/log.ts': 'export const x = 1',
  }

  it('each arrow that goes the wrong way', () => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) {
      cpSync(join(root, file), join(folder, file))
    }
    mkdirSync(join(folder, 'node_modules'))
    for (const name of ['@kubernetes/client-node', 'pg']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true })
      writeFileSync(join(folder, 'node_modules', name, 'index.js'), '')
    }
    const args = [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'json',
      'app',
      'lib',
      'e2e',
      'server.ts',
    ]
    const { stdout } = spawnSync(bin('depcruise'), args, { cwd: folder, encoding: 'utf8' })
    const report = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } }
    const broken = new Set(report.summary.violations.map(({ rule }) => rule.name))
    expect([...broken].sort()).toEqual([
      'auth-does-not-know-clusters',
      'capabilities-are-apart',
      'client-node-in-kubernetes-only',
      'database-in-db-only',
      'doors-do-not-know-operations',
      'doors-do-not-know-the-house',
      'lib-never-imports-app',
      'manifests-are-pure',
      'no-cycles',
      'nothing-imports-the-sandbox',
      'only-actions-and-pages-use-capabilities',
      'operations-know-no-kind',
      'pure-files-stay-pure',
      'server-imports-nothing-stateful',
      'tests-use-pure-files-only',
    ])
  })
})

describe('journeys', () => {
  // They share one Ordinal, where a name is taken once.
  it('have people of their own', () => {
    const texts = globSync('e2e/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
    const names = texts.flatMap((text) =>
      [...text.matchAll(/createUser\(\w+, \w+, '([^']+)'/g)].map(([, name]) => name),
    )
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
