import './node-version.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { explain } from './failure.mjs'
import { nodePath, prepareInstall, root } from './prepare.mjs'

/** `npm run doctor`: what this configuration lacks, one line for each thing; fails where Ordinal could not start. */
try {
  await prepareInstall()
} catch (error) {
  console.error(`✗ ${explain(error)}`)
  process.exit(1)
}
const doctor = spawn(nodePath, ['--conditions=react-server', join(root, 'scripts/doctor/main.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1', LOG_LEVEL: 'silent' },
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => doctor.kill(signal))
doctor.on('exit', (code) => process.exit(code ?? 1))
