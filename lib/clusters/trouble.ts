import 'server-only'
import type { Sentence } from '../english.ts'
import { clusterProblem, defaultClusterName, getCluster } from '../kubernetes/clusters.ts'
import { log } from '../log.ts'
import { checkCluster } from './check.ts'
import { checkSteps } from './check-steps.ts'

/** What is wrong with the cluster in use, for whoever starts Ordinal; null where nothing is, or there is none. */
export async function findClusterTrouble(): Promise<Sentence | null> {
  const problem = clusterProblem()
  if (problem?.kind === 'unreadable') return { key: 'cluster.unreadableText', values: { path: problem.path } }
  if (problem?.kind === 'none') return { key: 'cluster.noneText', values: {} }
  const name = defaultClusterName()
  if (name === null) return null
  try {
    const wrong = checkSteps(await checkCluster(getCluster(name))).find(({ state }) => state === 'bad')
    return wrong === undefined ? null : { key: `clusters.${wrong.text}`, values: wrong.values }
  } catch (error) {
    log.warn({ error }, 'the cluster was not checked')
    return null
  }
}
