import type { Env } from '../../lib/env.ts'
import { explain } from '../failure.mjs'
import { type Finding, fatal, good } from './finding.ts'

/** Prints each finding when it is known. */
async function main(): Promise<void> {
  const findings: Finding[] = []
  const say = (finding: Finding) => {
    findings.push(finding)
    console.log(`${finding.state === 'good' ? '✓' : '✗'} ${finding.text}`)
  }
  say(good(`Node ${process.versions.node} and the packages of Ordinal are there.`))
  const env = await readSettings(say)
  if (env !== null) for await (const finding of examine(env)) say(finding)
  const has = (state: Finding['state']) => findings.some((finding) => finding.state === state)
  if (has('fatal')) process.exitCode = 1
  console.log(
    has('fatal')
      ? '\nOrdinal cannot start like this.'
      : has('bad')
        ? '\nOrdinal can start, but see ✗.'
        : '\nOrdinal can start.',
  )
}

/** What follows is loaded later: it reads the settings, which may be wrong. */
async function* examine(env: Env): AsyncGenerator<Finding> {
  const machine = await import('./machine.ts')
  const storage = await import('./storage.ts')
  const { checkClusters } = await import('./clusters.ts')
  yield await machine.checkPort(env)
  yield machine.checkAddress(env)
  yield machine.checkFolder(env)
  yield storage.checkSecret(env)
  yield await storage.checkDatabase(env)
  yield* await checkClusters()
}

async function readSettings(say: (finding: Finding) => void): Promise<Env | null> {
  try {
    const { env } = await import('../../lib/env.ts')
    say(good('The settings can be read.'))
    return env
  } catch (error) {
    say(fatal(explain(error)))
    return null
  }
}

await main()
// Connections that were kept would hold it back.
process.exit()
