import { namespace } from '../../kubernetes/testing.ts'
import type { Pod } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import type { Run, Step } from '../../operations/kind.ts'
import type { RecordedChange } from '../../operations/record.ts'
import type { ProgressItem } from '../../operations/schema.ts'
import type { SetApi } from '../create/set-api.testing.ts'
import { factsOf, now, pod } from '../state/state.testing.ts'
import { readState } from '../state/state.ts'
import type { Seen } from './hanging.ts'

/** A run of an operation on `web` that keeps its memo, as the database would; it dies at each write that `dies` names. */
export class TestRun<Plan> implements Run<Plan> {
  readonly id = 'run'
  readonly cluster = 'test'
  readonly namespace = namespace
  readonly target = 'web' as ObjectName
  readonly plan: Plan
  memo: unknown = null
  /** What was shown last before the end of a step. */
  shown: readonly ProgressItem[] = []
  readonly #dies: readonly number[]
  #writes = 0

  constructor(plan: Plan, dies: readonly number[] = []) {
    this.plan = plan
    this.#dies = dies
  }

  async saveMemo(memo: object): Promise<void> {
    await this.hold()
    this.memo = JSON.parse(JSON.stringify(memo))
  }

  async hold(): Promise<void> {
    if (this.#dies.includes(++this.#writes)) throw new Error('killed')
  }

  /** Changes that have a row of their own in the record. */
  readonly record: string[] = []

  async recorded<T>({ action, target }: RecordedChange, make: () => Promise<T>): Promise<T> {
    this.record.push(`${action} ${target}`)
    return make()
  }

  async report(items: readonly ProgressItem[]): Promise<void> {
    this.shown = items
  }
}

/** Steps until the end, whatever it dies at; `world` goes on between two steps. */
export async function drive<Plan>(
  run: TestRun<Plan>,
  step: (run: TestRun<Plan>) => Promise<Step>,
  world: () => void,
): Promise<Step> {
  for (let count = 0; count < 60; count++) {
    const made = await step(run).catch((error: Error) => {
      if (error.message !== 'killed') throw error
      return null
    })
    if (made?.next === 'done') return made
    world()
  }
  throw new Error('it never ends')
}

/** By their numbers, the writes at which a process dies. */
export const deaths = [[], [1], [2], [3], [1, 2, 3, 4, 5]]

/** What the engine makes of the set and the pods that the wire has. */
export function seenIn({ set, pods }: Pick<SetApi, 'set' | 'pods'>): Seen {
  const facts = factsOf({ set, pods })
  return { facts, status: readState(facts, now) }
}

export const updated = (name: string) =>
  pod(name, { revision: 'web-2', metadata: { uid: `new uid of ${name}` } })

/** The controller: makes anew what was deleted since it was last asked. */
export function controller(api: SetApi, remake: (name: string) => Pod = updated): () => void {
  let seen = 0
  return () => {
    for (const change of api.changes.slice(seen)) {
      const name = change.replace('DELETE ', '')
      api.pods = api.pods.map((one) => (one.metadata.name === name ? remake(name) : one))
    }
    seen = api.changes.length
  }
}

export const deletedIn = ({ changes }: SetApi) => changes.filter((change) => change.startsWith('DELETE'))
