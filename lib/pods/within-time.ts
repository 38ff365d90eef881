import 'server-only'
import { createContext, Script } from 'node:vm'

const holder: { run: () => void } = { run: () => undefined }
const context = createContext(holder)
const script = new Script('run()')

/**
 * What `run` gives, or null when it takes longer than so many ms: a regular expression that a person typed may never
 * come to its end, and nothing but the engine's own time limit ends one. Meanwhile the process does nothing else.
 */
export function withinTime<T>(run: () => T, ms: number): T | null {
  let value: T | null = null
  holder.run = () => {
    value = run()
  }
  try {
    script.runInContext(context, { timeout: ms })
    return value
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw error
  } finally {
    holder.run = () => undefined
  }
}
