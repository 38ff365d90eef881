import 'server-only'
import { createContext, Script } from 'node:vm'

const holder: { run: () => void } = { run: () => undefined }
const context = createContext(holder)
const script = new Script('run()')

/**
 * What `run` gives, or null when it takes longer than so many ms: a regular expression that a person typed may never
 * come to its end, and nothing but the engine's own time limit ends one. Meanwhile the process does nothing else. Where
 * the machine was busy with other things it is run again, so it must not change anything.
 */
export function withinTime<T>(run: () => T, ms: number): T | null {
  for (let worked = 0; worked < ms / 2; ) {
    const before = workedMs()
    const outcome = attempt(run, ms)
    if (outcome !== null) return outcome.value
    worked += workedMs() - before
  }
  return null
}

function attempt<T>(run: () => T, ms: number): { readonly value: T } | null {
  let outcome: { readonly value: T } | null = null
  holder.run = () => {
    outcome = { value: run() }
  }
  try {
    script.runInContext(context, { timeout: ms })
    return outcome
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw error
  } finally {
    holder.run = () => undefined
  }
}

/** Of this thread, whatever else the machine does. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
