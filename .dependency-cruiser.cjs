/** The layers of docs/decisions/0001 as rules: arrows only go down. */
const capabilities = 'statefulsets|pods|volumes|drafts|projects|users|audit|clusters'
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('lib-never-imports-app', { path: '^lib/' }, { path: '^(app|e2e|scripts|bench|sandbox)/' }),
    rule(
      'capabilities-are-apart',
      { path: `^lib/(${capabilities})/` },
      { path: `^lib/(${capabilities})/`, pathNot: '^lib/$1/' },
    ),
    rule(
      'only-actions-and-pages-use-capabilities',
      { path: '^lib/(auth|db|kubernetes|manifests)/' },
      { path: `^lib/(${capabilities})/` },
    ),
    rule(
      'operations-know-no-kind',
      { path: '^lib/operations/' },
      { path: `^lib/(${capabilities})/`, pathNot: '^lib/audit/' },
    ),
    rule(
      'doors-do-not-know-operations',
      { path: '^lib/(auth|db|kubernetes|manifests|audit)/' },
      { path: '^lib/operations/' },
    ),
    rule('auth-does-not-know-clusters', { path: '^lib/auth/' }, { path: '^lib/kubernetes/' }),
    rule('doors-do-not-know-the-house', { path: '^lib/(db|kubernetes)/' }, { path: '^lib/auth/' }),
    rule(
      'client-node-in-kubernetes-only',
      { path: '^(app|lib)/', pathNot: '^lib/kubernetes/' },
      { path: '@kubernetes/client-node|node_modules/undici' },
    ),
    rule(
      'database-in-db-only',
      { path: '^(app|lib)/', pathNot: '^lib/db/' },
      { path: '@prisma/|node_modules/pg/|pglite|^lib/db/generated' },
    ),
    rule(
      'pure-files-stay-pure',
      { path: '^lib/(errors|result|names|routes|locales)\\.ts$' },
      { path: '^lib/', pathNot: '^lib/(errors|result|names|routes|locales)\\.ts$' },
    ),
    rule(
      'manifests-are-pure',
      { path: '^lib/manifests/' },
      { path: '^lib/', pathNot: '^lib/(manifests/|errors\\.ts|names\\.ts)' },
    ),
    rule('tests-use-pure-files-only', { path: '^e2e/' }, { path: '^(lib|app)/' }),
    rule(
      'server-imports-nothing-stateful',
      { path: '^server\\.ts$' },
      { path: '^(lib|app)/', pathNot: '^lib/(english|env|secrets|static-files|process-hooks)\\.ts$' },
    ),
    rule('nothing-imports-the-sandbox', { pathNot: '^sandbox/' }, { path: '^sandbox/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.next/|lib/db/generated/internal' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
