import { type ComponentType, lazy } from 'react'

/** Before each further attempt, in milliseconds. */
const pauses = [1000, 2000, 5000, 10_000]

/** A part of the page whose code comes when it is first drawn. */
export function lazyPart<M, P>(load: () => Promise<M>, pick: (module: M) => ComponentType<P>) {
  return lazy(async () => ({ default: pick(await insist(load)) }))
}

/**
 * Loads code, several times if need be: a browser gives up what is under way when a network comes or goes, and React
 * would keep the failure for as long as the page lives.
 */
export async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return load()
}
