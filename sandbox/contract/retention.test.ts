import { expect, it, vi } from 'vitest'
import {
  createObject,
  deleteObject,
  getObject,
  listObjects,
  patchObject,
} from '../../lib/kubernetes/objects.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { podsPath, type SetParts, scaleTo, setsPath, statefulSet, withClaims } from './sets.ts'
import { Story } from './story.ts'
import { onBothClusters, outcome, patience, type Target } from './target.ts'

const web = 'web' as ObjectName

async function begin(target: Target, parts: SetParts) {
  const namespace = await target.namespace()
  const story = await Story.of(target.ordinal, namespace)
  const { value: set } = await createObject(
    target.ordinal,
    'statefulsets',
    namespace,
    statefulSet('web', parts),
  )
  await story.until(`web-${(parts.replicas ?? 1) - 1} ready`)
  return { namespace, story, uid: set.metadata.uid }
}

const claims = async (target: Target, namespace: NamespaceName) =>
  (await listObjects(target.ordinal, 'persistentvolumeclaims', namespace))
    .map(({ metadata }) => metadata.name)
    .toSorted()

/** The real claims' volumes must be mounted for nothing: pods here only claim. */
const parts = (retention?: object): SetParts => ({
  replicas: 2,
  spec: withClaims(retention === undefined ? {} : { persistentVolumeClaimRetentionPolicy: retention }),
})

onBothClusters((target) => {
  it.concurrent('claims stay when pods and sets go, unless the policy says otherwise', async () => {
    const { namespace, story, uid } = await begin(target, parts())
    expect(await claims(target, namespace)).toEqual(['data-web-0', 'data-web-1'])
    await scaleTo(target, namespace, 1)
    await story.until('-web-1')
    await deleteObject(target.ordinal, 'statefulsets', namespace, web, { uid })
    await story.until('-web-0')
    expect(await claims(target, namespace)).toEqual(['data-web-0', 'data-web-1'])
    story.end()
  })

  it.concurrent('whenScaled Delete takes the claim of a pod that is scaled away', async () => {
    const { namespace, story } = await begin(target, parts({ whenScaled: 'Delete' }))
    await scaleTo(target, namespace, 1)
    await story.until('-web-1')
    await vi.waitFor(async () => expect(await claims(target, namespace)).toEqual(['data-web-0']), patience)
    story.end()
  })

  it.concurrent('whenDeleted Delete takes all claims with the set', async () => {
    const { namespace, story, uid } = await begin(target, parts({ whenDeleted: 'Delete' }))
    await deleteObject(target.ordinal, 'statefulsets', namespace, web, { uid })
    await vi.waitFor(async () => expect(await claims(target, namespace)).toEqual([]), patience)
    story.end()
  })

  it.concurrent('a set that is deleted leaves at once, and its pods go together', async () => {
    const { namespace, story, uid } = await begin(target, { replicas: 3 })
    await deleteObject(target.ordinal, 'statefulsets', namespace, web, { uid })
    expect(await outcome(getObject(target.ordinal, 'statefulsets', namespace, web))).toBe('not_found')
    await Promise.all(['web-0', 'web-1', 'web-2'].map((name) => story.waitFor(`-${name}`)))
    expect(story.lines.slice(0, 3).toSorted()).toEqual(['web-0 ending', 'web-1 ending', 'web-2 ending'])
    story.end()
  })

  it.concurrent('a set deleted in the foreground stays until its pods are gone', async () => {
    // Its program hears no signal: time enough to look.
    const { namespace, story, uid } = await begin(target, { pod: { terminationGracePeriodSeconds: 4 } })
    await deleteObject(
      target.ordinal,
      'statefulsets',
      namespace,
      web,
      { uid },
      { propagationPolicy: 'Foreground' },
    )
    const { metadata } = await getObject(target.ordinal, 'statefulsets', namespace, web)
    expect(metadata.deletionTimestamp).toBeDefined()
    expect(metadata.finalizers).toEqual(['foregroundDeletion'])
    await story.until('-web-0')
    const read = () => outcome(getObject(target.ordinal, 'statefulsets', namespace, web))
    await vi.waitFor(async () => expect(await read()).toBe('not_found'), patience)
    story.end()
  })

  it.concurrent('an orphaned pod lives on, and a set of the same shape takes it over untouched', async () => {
    const { namespace, story, uid } = await begin(target, { replicas: 2 })
    const uids = async () =>
      (await listObjects(target.ordinal, 'pods', namespace)).map(({ metadata }) => metadata.uid)
    const before = await uids()
    await deleteObject(
      target.ordinal,
      'statefulsets',
      namespace,
      web,
      { uid },
      { propagationPolicy: 'Orphan' },
    )
    const read = () => outcome(getObject(target.ordinal, 'statefulsets', namespace, web))
    await vi.waitFor(async () => expect(await read()).toBe('not_found'), patience)
    await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web', { replicas: 2 }))
    const status = async () => (await getObject(target.ordinal, 'statefulsets', namespace, web)).status
    await vi.waitFor(
      async () => expect(await status()).toMatchObject({ readyReplicas: 2, updatedReplicas: 2 }),
      patience,
    )
    expect(await uids()).toEqual(before)
    story.end()
  })

  it.concurrent('a template that comes back is its old revision with a new number', async () => {
    const { namespace, story, uid } = await begin(target, { replicas: 1, spec: { revisionHistoryLimit: 1 } })
    const setImage = async (image: string) => {
      const containers = [{ name: 'main', image }]
      const template = { spec: { template: { spec: { containers } } } }
      await target.send(
        'PATCH',
        setsPath(namespace, 'web'),
        template,
        'application/strategic-merge-patch+json',
      )
      await story.until('web-0 ready')
    }
    const revisions = async () =>
      (await listObjects(target.ordinal, 'controllerrevisions', namespace))
        .toSorted((a, b) => a.revision - b.revision)
        .map(({ metadata, revision }) => ({ name: metadata.name, revision }))
    const [first] = await revisions()
    await setImage('busybox:1.37')
    await setImage('busybox:1.36')
    const current = async () =>
      (await getObject(target.ordinal, 'statefulsets', namespace, web)).status?.currentRevision
    await vi.waitFor(async () => expect(await current()).toBe(first?.name), patience)
    expect((await revisions()).map(({ revision }) => revision)).toEqual([2, 3])
    expect((await revisions()).at(-1)?.name).toBe(first?.name)
    await patchObject(target.ordinal, 'statefulsets', namespace, web, {
      metadata: { uid },
      spec: { template: { metadata: { annotations: { a: 'b' } } } },
    })
    // One that nobody uses is kept beside the one that is used.
    await story.until('web-0 ready')
    await vi.waitFor(
      async () => expect((await revisions()).map(({ revision }) => revision)).toEqual([3, 4]),
      patience,
    )
    story.end()
  })

  it.concurrent('a quota stops a set where it is reached, and the set says so', async () => {
    const namespace = await target.namespace()
    await target.send('POST', `/api/v1/namespaces/${namespace}/resourcequotas`, {
      metadata: { name: 'pods' },
      spec: { hard: { pods: '1' } },
    })
    const quota = () =>
      target.send<{ status?: { used?: object } }>(
        'GET',
        `/api/v1/namespaces/${namespace}/resourcequotas/pods`,
      )
    await vi.waitFor(async () => expect((await quota()).status?.used).toEqual({ pods: '0' }), patience)
    await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web', { replicas: 2 }))
    const refusals = async () =>
      (await listObjects(target.ordinal, 'events', namespace, { fieldSelector: 'type!=Normal' })).filter(
        ({ reason, involvedObject }) => reason === 'FailedCreate' && involvedObject.kind === 'StatefulSet',
      )
    await vi.waitFor(async () => expect(await refusals()).toHaveLength(1), patience)
    expect((await refusals())[0]?.message).toBe(
      'Create Pod web-1 in StatefulSet web failed error: pods "web-1" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=1, limited: pods=1',
    )
  })

  it.concurrent('a pod of somebody else in the place of one is left alone', async () => {
    const namespace = await target.namespace()
    const pod = {
      metadata: { name: 'web-0' },
      spec: { containers: [{ name: 'a', image: 'busybox:1.36', command: ['sleep', '10000'] }] },
    }
    await target.send('POST', podsPath(namespace), pod)
    await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web'))
    const read = async () => (await getObject(target.ordinal, 'statefulsets', namespace, web)).status
    await vi.waitFor(
      async () => expect(await read()).toMatchObject({ observedGeneration: 1, replicas: 0 }),
      patience,
    )
    const [stranger] = await listObjects(target.ordinal, 'pods', namespace)
    expect(stranger?.metadata.ownerReferences).toBeUndefined()
  })
})
