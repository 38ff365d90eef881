import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodePath, prepareInstall, root } from './prepare.mjs'

/** `npm run cluster` and `npm run cluster:down`. */
await prepareInstall()
const cli = spawn(nodePath, [join(root, 'e2e/cluster/cli.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => cli.kill(signal))
cli.on('exit', (code) => process.exit(code ?? 1))
