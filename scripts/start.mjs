import './node-version.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { explain } from './failure.mjs'
import { nodePath, prepareBuild, prepareInstall, root } from './prepare.mjs'
import { startSandbox } from './sandbox.mjs'

/**
 * `npm start`, and with --dev `npm run dev`: prepares what is missing, then becomes the server; on a sandbox where no
 * cluster is configured.
 */
const isDevelopment = process.argv.includes('--dev')
const ending = new AbortController()
let sandbox

try {
  await prepareInstall()
  if (!isDevelopment) await prepareBuild()
  sandbox = await startSandbox(ending)
} catch (error) {
  console.error(`Ordinal could not be prepared: ${explain(error)}`)
  process.exit(1)
}
const server = spawn(nodePath, [join(root, 'server.ts'), ...(isDevelopment ? ['--dev'] : [])], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    ...sandbox.settings,
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NODE_NO_WARNINGS: '1',
  },
})
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    // Ctrl-C ends all processes at once.
    ending.abort()
    server.kill(signal)
  })
server.on('exit', (code, signal) => {
  sandbox.stop().then(() => process.exit(code ?? (signal ? 1 : 0)))
})
