import { checkCluster } from '../../lib/clusters/check.ts'
import { checkSteps } from '../../lib/clusters/check-steps.ts'
import { inEnglish } from '../../lib/english.ts'
import {
  clusterProblem,
  defaultClusterName,
  getCluster,
  listClusters,
} from '../../lib/kubernetes/clusters.ts'
import { bad, type Finding, good } from './finding.ts'

const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  inEnglish({ key: `clusters.${key}`, values })

/** The cluster in use, step by step, as the page of clusters says it. Ordinal starts without one. */
export async function checkClusters(): Promise<Finding[]> {
  const problem = clusterProblem()
  if (problem?.kind === 'none')
    return [good('No cluster is configured: npm start starts a sandbox beside Ordinal. See KUBECONFIG.')]
  if (problem !== null)
    return [bad(inEnglish({ key: 'cluster.unreadableText', values: { path: problem.path } }))]
  const name = defaultClusterName()
  const names = listClusters().map((cluster) => cluster.name)
  if (name === null)
    return [bad(`The kubeconfig has no current-context. Set it to one of: ${names.join(', ')}.`)]
  return [good(`The kubeconfig is read; its context is ${name}.`), ...(await checkOne(name))]
}

async function checkOne(name: string): Promise<Finding[]> {
  const check = await checkCluster(getCluster(name))
  return checkSteps(check).flatMap(({ step, state, text, values }): Finding[] => {
    if (state === 'open') return []
    const line = `${say(`steps.${step}`)}: ${say(text, values)}`
    const lost = step === 'rights' ? (check.missing ?? []) : []
    const details = lost.map(({ purpose, rights }) =>
      bad(`${say(`rights.${purpose}`)} (${rights.join(', ')})`),
    )
    return [state === 'bad' ? bad(line) : good(line), ...details]
  })
}
