import { expect, it, vi } from 'vitest'
import {
  createObject,
  deleteObject,
  getObject,
  listObjects,
  patchObject,
} from '../../lib/kubernetes/objects.ts'
import type { ObjectName } from '../../lib/names.ts'
import { podsPath, statefulSet, withClaims } from './sets.ts'
import { Story } from './story.ts'
import { onBothClusters, outcome, patience, type Target } from './target.ts'

const claimName = 'data-web-0' as ObjectName

async function begin(target: Target) {
  const namespace = await target.namespace()
  const story = await Story.of(target.ordinal, namespace)
  await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web', { spec: withClaims() }))
  await story.until('web-0 ready')
  const read = () => getObject(target.ordinal, 'persistentvolumeclaims', namespace, claimName)
  const { uid } = (await read()).metadata
  const resize = (storage: string) =>
    patchObject(target.ordinal, 'persistentvolumeclaims', namespace, claimName, {
      metadata: { uid },
      spec: { resources: { requests: { storage } } },
    })
  return { namespace, story, read, uid, resize }
}

onBothClusters((target) => {
  it.concurrent('a claim is bound to a volume of its own', async () => {
    const { read, story } = await begin(target)
    const { metadata, spec, status } = await read()
    expect(status).toMatchObject({ phase: 'Bound', capacity: { storage: '1Mi' } })
    expect(metadata.labels).toEqual({ app: 'web' })
    expect(metadata.finalizers).toEqual(['kubernetes.io/pvc-protection'])
    const volumes = await listObjects(target.ordinal, 'persistentvolumes', null)
    const volume = volumes.find((one) => one.metadata.name === spec?.volumeName)
    expect(volume?.spec?.claimRef).toMatchObject({ name: claimName, uid: metadata.uid })
    story.end()
  })

  it.concurrent('a claim grows, and never shrinks', async () => {
    const { namespace, read, resize, story } = await begin(target)
    await resize('2Mi')
    await target.growDisk(namespace, claimName, '2Mi')
    await vi.waitFor(
      async () => expect((await read()).status?.capacity).toEqual({ storage: '2Mi' }),
      patience,
    )
    expect((await read()).status?.conditions ?? []).toEqual([])
    expect(await outcome(resize('1Mi'))).toBe(
      'cluster_invalid | spec.resources.requests.storage FieldValueForbidden',
    )
    story.end()
  })

  it.concurrent('nothing but the size of a claim can be changed', async () => {
    const { namespace, uid, story } = await begin(target)
    const change = { metadata: { uid }, spec: { accessModes: ['ReadWriteMany'] } }
    const changed = patchObject(target.ordinal, 'persistentvolumeclaims', namespace, claimName, change)
    expect(await outcome(changed)).toBe('cluster_invalid | spec FieldValueForbidden')
    story.end()
  })

  it.concurrent('a claim that is in use is deleted when it is not any more, and the pod gets a new one', async () => {
    const { namespace, uid, read, story } = await begin(target)
    await deleteObject(target.ordinal, 'persistentvolumeclaims', namespace, claimName, { uid })
    const { metadata } = await read()
    expect(metadata.uid).toBe(uid)
    expect(metadata.deletionTimestamp).toBeDefined()
    await target.send('DELETE', podsPath(namespace, 'web-0'))
    await story.until('web-0 ready')
    expect((await read()).metadata.uid).not.toBe(uid)
    story.end()
  })

  it.concurrent('a disruption budget counts what is healthy', async () => {
    const { namespace, story } = await begin(target)
    const spec = { minAvailable: 1, selector: { matchLabels: { app: 'web' } } }
    await createObject(target.ordinal, 'poddisruptionbudgets', namespace, { metadata: { name: 'web' }, spec })
    const read = () => getObject(target.ordinal, 'poddisruptionbudgets', namespace, 'web' as ObjectName)
    const expected = { expectedPods: 1, currentHealthy: 1, desiredHealthy: 1, disruptionsAllowed: 0 }
    await vi.waitFor(async () => expect((await read()).status).toMatchObject(expected), patience)
    story.end()
  })
})
