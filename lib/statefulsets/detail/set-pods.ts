import 'server-only'
import type { ProjectScope } from '../../auth/scope.ts'
import type { Pod } from '../../kubernetes/types.ts'
import type { ObjectName } from '../../names.ts'
import { catalog } from '../list/catalog.ts'
import { ordinalOf } from '../state/facts.ts'
import { readFacts } from './get.ts'

export interface SetPod {
  readonly pod: Pod
  readonly ordinal: number
}

/** The pods of one set as they are and as they change, by ordinal. */
export interface SetPods {
  readonly read: () => readonly SetPod[]
  /** Calls `changed` after each change, until the function that this gives is called. */
  readonly onChange: (changed: () => void) => () => void
}

/** Also after the set was deleted, its pods are there until they ended. Throws `not_found`, or why the cluster cannot say. */
export async function followSetPods(scope: ProjectScope<'pod:log'>, name: ObjectName): Promise<SetPods> {
  const { cluster, namespace } = scope.project
  const board = catalog().board(cluster)
  await board.loaded(namespace)
  if (board.pods(namespace, name).length === 0) await readFacts(scope, name)
  return {
    read: () => {
      const pods = board.pods(namespace, name).flatMap((pod): SetPod[] => {
        const ordinal = ordinalOf(name, pod.metadata.name)
        return ordinal === null ? [] : [{ pod, ordinal }]
      })
      return pods.sort((a, b) => a.ordinal - b.ordinal)
    },
    onChange: (changed) => board.follow(namespace, name, changed),
  }
}
