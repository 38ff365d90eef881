import { expect, it, vi } from 'vitest'
import { createObject, getObject, listObjects } from '../../lib/kubernetes/objects.ts'
import type { StatefulSet } from '../../lib/kubernetes/types.ts'
import type { ObjectName } from '../../lib/names.ts'
import { podsPath, type SetParts, scaleTo, setsPath, statefulSet } from './sets.ts'
import { Story } from './story.ts'
import { onBothClusters, patience, type Target } from './target.ts'

const web = 'web' as ObjectName
const newImage = (image = 'busybox:1.37') => [
  { op: 'replace', path: '/spec/template/spec/containers/0/image', value: image },
]
const jsonPatch = 'application/json-patch+json'
const mergePatch = 'application/merge-patch+json'

/** A set in a namespace of its own, told from its beginning. */
async function begin(target: Target, parts: SetParts) {
  const namespace = await target.namespace()
  const story = await Story.of(target.ordinal, namespace)
  await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web', parts))
  const path = setsPath(namespace, 'web')
  return {
    namespace,
    story,
    read: () => getObject(target.ordinal, 'statefulsets', namespace, web),
    setImage: (image?: string) => target.send('PATCH', path, newImage(image), jsonPatch),
    merge: (spec: object) => target.send('PATCH', path, { spec }, mergePatch),
    deletePod: (name: string) => target.send('DELETE', podsPath(namespace, name)),
    revisionsOfPods: async () => {
      const pods = await listObjects(target.ordinal, 'pods', namespace)
      return Object.fromEntries(pods.map(({ metadata, spec }) => [metadata.name, spec?.containers[0]?.image]))
    },
  }
}

function settled(read: () => Promise<StatefulSet>, expected: object): Promise<void> {
  return vi.waitFor(async () => expect((await read()).status).toMatchObject(expected), patience)
}

onBothClusters((target) => {
  it.concurrent('an ordered set is made upwards and taken down downwards, one pod at a time', async () => {
    const { story, namespace, read } = await begin(target, { replicas: 3 })
    expect(await story.until('web-2 ready')).toEqual(
      ['web-0', 'web-1', 'web-2'].flatMap((name) => [`+${name}`, `${name} ready`]),
    )
    await settled(read, {
      replicas: 3,
      readyReplicas: 3,
      availableReplicas: 3,
      currentReplicas: 3,
      updatedReplicas: 3,
    })
    await scaleTo(target, namespace, 1)
    expect(await story.until('-web-1')).toEqual(['web-2 ending', '-web-2', 'web-1 ending', '-web-1'])
    await settled(read, { replicas: 1, readyReplicas: 1, currentReplicas: 1, observedGeneration: 2 })
    story.end()
  })

  it.concurrent('a parallel set makes and removes all its pods at once', async () => {
    const { story, namespace } = await begin(target, {
      replicas: 3,
      spec: { podManagementPolicy: 'Parallel' },
    })
    await Promise.all(['web-0', 'web-1', 'web-2'].map((name) => story.waitFor(`${name} ready`)))
    const made = story.lines.filter((line) => line.startsWith('+'))
    expect(made.toSorted()).toEqual(['+web-0', '+web-1', '+web-2'])
    expect(story.lines.indexOf('+web-2')).toBeLessThan(
      story.lines.findIndex((line) => line.endsWith('ready')),
    )
    story.lines.length = 0
    await scaleTo(target, namespace, 0)
    await Promise.all(['web-0', 'web-1', 'web-2'].map((name) => story.waitFor(`-${name}`)))
    expect(story.lines.slice(0, 3).toSorted()).toEqual(['web-0 ending', 'web-1 ending', 'web-2 ending'])
    story.end()
  })

  it.concurrent('a rollout goes downwards, each pod replaced and ready before the next', async () => {
    const { story, read, setImage } = await begin(target, { replicas: 2 })
    await story.until('web-1 ready')
    const before = await read()
    await setImage()
    expect(await story.until('web-0 ready')).toEqual(
      ['web-1', 'web-0'].flatMap((name) => [`${name} ending`, `-${name}`, `+${name}`, `${name} ready`]),
    )
    await settled(read, { updatedReplicas: 2, readyReplicas: 2 })
    const { status } = await read()
    expect(status?.currentRevision).toBe(status?.updateRevision)
    expect(status?.currentRevision).not.toBe(before.status?.currentRevision)
    story.end()
  })

  it.concurrent('a partition holds what is below it, and a pod that comes back there is the old one', async () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 1 } }
    const { story, read, setImage, merge, deletePod, revisionsOfPods } = await begin(target, {
      replicas: 2,
      spec: { updateStrategy },
    })
    await story.until('web-1 ready')
    await setImage()
    expect(await story.until('web-1 ready')).toEqual(['web-1 ending', '-web-1', '+web-1', 'web-1 ready'])
    await settled(read, { updatedReplicas: 1, currentReplicas: 1, readyReplicas: 2 })
    const { status } = await read()
    expect(status?.currentRevision).not.toBe(status?.updateRevision)
    await deletePod('web-0')
    await story.until('web-0 ready')
    expect(await revisionsOfPods()).toEqual({ 'web-0': 'busybox:1.36', 'web-1': 'busybox:1.37' })
    await merge({ updateStrategy: { rollingUpdate: { partition: 0 } } })
    expect(await story.until('web-0 ready')).toEqual(['web-0 ending', '-web-0', '+web-0', 'web-0 ready'])
    expect(await revisionsOfPods()).toEqual({ 'web-0': 'busybox:1.37', 'web-1': 'busybox:1.37' })
    story.end()
  })

  it.concurrent('with OnDelete a pod is new when it was deleted, and the current revision stays behind', async () => {
    const { story, read, setImage, deletePod, revisionsOfPods } = await begin(target, {
      replicas: 2,
      spec: { updateStrategy: { type: 'OnDelete' } },
    })
    await story.until('web-1 ready')
    await setImage()
    await settled(read, { observedGeneration: 2, currentReplicas: 2 })
    // What counts nothing is left out.
    expect((await read()).status).not.toHaveProperty('updatedReplicas')
    await deletePod('web-0')
    await story.until('web-0 ready')
    expect(await revisionsOfPods()).toEqual({ 'web-0': 'busybox:1.37', 'web-1': 'busybox:1.36' })
    await settled(read, { updatedReplicas: 1, currentReplicas: 1 })
    story.end()
  })

  it.concurrent('a broken pod outlives the mending of its template, until somebody deletes it (k8s#67250)', async () => {
    const { story, read, setImage, deletePod, revisionsOfPods } = await begin(target, { replicas: 2 })
    await story.until('web-1 ready')
    await setImage('registry.invalid/nope:1')
    expect(await story.until('+web-1')).toEqual(['web-1 ending', '-web-1', '+web-1'])
    await setImage()
    await settled(read, { observedGeneration: 3, readyReplicas: 1 })
    expect((await read()).status).not.toHaveProperty('updatedReplicas')
    expect(await revisionsOfPods()).toEqual({ 'web-0': 'busybox:1.36', 'web-1': 'registry.invalid/nope:1' })
    await deletePod('web-1')
    await story.until('web-0 ready')
    expect(await revisionsOfPods()).toEqual({ 'web-0': 'busybox:1.37', 'web-1': 'busybox:1.37' })
    story.end()
  })

  it.concurrent('maxUnavailable lets a rollout take several pods at once, which come back one by one', async () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } }
    const { story, setImage } = await begin(target, { replicas: 3, spec: { updateStrategy } })
    await story.until('web-2 ready')
    await setImage()
    const rolled = await story.until('web-2 ready')
    expect(rolled.slice(0, 2).toSorted()).toEqual(['web-1 ending', 'web-2 ending'])
    const back = rolled.filter((line) => line.startsWith('+') || line.endsWith('ready'))
    expect(back).toEqual(['+web-1', 'web-1 ready', '+web-2', 'web-2 ready'])
    await story.until('web-0 ready')
    story.end()
  })

  it.concurrent('ordinals begin where they are told to', async () => {
    const { story, read } = await begin(target, { replicas: 2, spec: { ordinals: { start: 5 } } })
    expect(await story.until('web-6 ready')).toEqual(['+web-5', 'web-5 ready', '+web-6', 'web-6 ready'])
    await settled(read, { replicas: 2, readyReplicas: 2 })
    story.end()
  })

  it.concurrent('a pod that is to be stable for a while lets the next one wait for it', async () => {
    const { story, namespace } = await begin(target, { replicas: 2, spec: { minReadySeconds: 3 } })
    await story.until('web-1 ready')
    const [first, second] = await listObjects(target.ordinal, 'pods', namespace)
    const ready = first?.status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime
    const waited = Date.parse(second?.metadata.creationTimestamp ?? '') - Date.parse(ready ?? '')
    expect(waited).toBeGreaterThanOrEqual(3000)
    story.end()
  })
})
