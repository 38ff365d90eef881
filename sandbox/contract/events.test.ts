import { beforeAll, expect, it, vi } from 'vitest'
import { createObject, getObject, listObjects } from '../../lib/kubernetes/objects.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { type SetParts, statefulSet } from './sets.ts'
import { onBothClusters, patience } from './target.ts'

/** What is said of pods that start, that do not, and that find no node: Ordinal reads these sentences. */

const hostname = 'kubernetes.io/hostname'
const at = (key: string, term: object, required = 'requiredDuringSchedulingIgnoredDuringExecution') => ({
  affinity: { [key]: { [required]: term } },
})
const near = (key: string, values: readonly string[]) =>
  at(key, [
    { topologyKey: hostname, labelSelector: { matchExpressions: [{ key: 'app', operator: 'In', values }] } },
  ])
const spread = {
  ...{ maxSkew: 1, topologyKey: 'nowhere', whenUnsatisfiable: 'DoNotSchedule' },
  labelSelector: { matchLabels: { app: 'spread' } },
}

const parallel = { podManagementPolicy: 'Parallel' }
const sets: Readonly<Record<string, SetParts>> = {
  crash: { command: 'exit 1' },
  absent: { image: 'nowhere.invalid/a:1' },
  apart: { replicas: 5, spec: parallel, pod: near('podAntiAffinity', ['apart', 'kept-off']) },
  'no-node': {
    pod: at('nodeAffinity', {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'nowhere', operator: 'Exists' }] }],
    }),
  },
  drawn: { pod: near('podAffinity', ['nobody']) },
  spread: { pod: { topologySpreadConstraints: [spread] } },
}

onBothClusters((target) => {
  let namespace: NamespaceName
  const make = (name: string, parts: SetParts) =>
    createObject(target.ordinal, 'statefulsets', namespace, statefulSet(name, parts))
  beforeAll(async () => {
    namespace = await target.namespace()
    for (const [name, parts] of Object.entries(sets)) await make(name, parts)
  })

  /** Of all pods of a set, without what differs between nodes and pods. */
  const said = async (set: string) => {
    const events = await listObjects(target.ordinal, 'events', namespace)
    const own = events.filter(({ involvedObject }) => involvedObject.name?.startsWith(`${set}-`))
    return own.map(({ reason, message = '' }) => {
      const plain = message
        .replace(/^(Failed to pull image "\S+"): .*/, '$1')
        .replace(/\([\da-f-]{36}\)/, '(uid)')
      return `${reason}: ${reason === 'FailedScheduling' ? plain.replace(/\d+/g, 'N') : plain}`
    })
  }
  const expectSaid = (set: string, sentences: readonly string[]) =>
    vi.waitFor(async () => expect(await said(set)).toEqual(expect.arrayContaining([...sentences])), patience)

  it('a container that fails again and again', async () => {
    const present = 'Container image "busybox:1.36" already present on machine and can be accessed by the pod'
    await expectSaid('crash', [
      `Pulled: ${present}`,
      'Created: Container created',
      'Started: Container started',
      `BackOff: Back-off restarting failed container main in pod crash-0_${namespace}(uid)`,
    ])
    const waiting = async () => {
      const { metadata, status } = await getObject(target.ordinal, 'pods', namespace, 'crash-0' as ObjectName)
      const { message = '' } = status?.containerStatuses?.[0]?.state?.waiting ?? {}
      return message.replace(metadata.uid, 'uid')
    }
    const sentence = `restarting failed container=main pod=crash-0_${namespace}(uid)`
    const pauses = ['10s', '20s', '40s', '1m20s', '2m40s', '5m0s'].map(
      (pause) => `back-off ${pause} ${sentence}`,
    )
    await vi.waitFor(async () => expect(pauses).toContain(await waiting()), patience)
  })

  it('an image that is nowhere', () =>
    expectSaid('absent', [
      'Pulling: Pulling image "nowhere.invalid/a:1"',
      'Failed: Failed to pull image "nowhere.invalid/a:1"',
      'Failed: Error: ErrImagePull',
      'BackOff: Back-off pulling image "nowhere.invalid/a:1"',
      'Failed: Error: ImagePullBackOff',
    ]))

  const refusal = (why: string, preemption: string) =>
    `FailedScheduling: N/N nodes are available: N node(s) ${why}. no new claims to deallocate, preemption: N/N nodes are available: N ${preemption}.`
  const noUse = 'Preemption is not helpful for scheduling'
  const noVictims = 'No preemption victims found for incoming pod'

  it.each([
    ['apart', refusal("didn't match pod anti-affinity rules", noVictims)],
    ['no-node', refusal("didn't match Pod's node affinity/selector", noUse)],
    ['drawn', refusal("didn't match pod affinity rules", noUse)],
    ['spread', refusal("didn't match pod topology spread constraints (missing required label)", noUse)],
  ])('a pod without a node: %s', (set, sentence) => expectSaid(set, [sentence]))

  it('a pod that others keep away from', async () => {
    await expectSaid('apart', [refusal("didn't match pod anti-affinity rules", noVictims)])
    await make('kept-off', {})
    await expectSaid('kept-off', [refusal("didn't satisfy existing pods anti-affinity rules", noVictims)])
  })
})
