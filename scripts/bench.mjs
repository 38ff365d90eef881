import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { prepareBrowser } from './browser.mjs'
import { nodePath, prepareBuild, prepareInstall, root } from './prepare.mjs'

/**
 * `npm run bench -- [sets …] [create]`: measures the production build at 1,000, 5,000 and 10,000 sets, or at the given
 * sizes, and the page that makes a set; with `create` alone only that page,
 * with `log` a log on a cluster at the wire, with `terminal` the echo of a terminal on a real cluster, with `sandbox` how
 * soon the sandbox and all of `npm start` are up.
 */
await prepareInstall()
await prepareBrowser()
await prepareBuild()
const bench = spawn(nodePath, [join(root, 'bench/run.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_NO_WARNINGS: '1' },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => bench.kill(signal))
bench.on('exit', (code) => process.exit(code ?? 1))
