import { beforeAll, expect, it, vi } from 'vitest'
import {
  addEphemeralContainer,
  createObject,
  deleteObject,
  getObject,
  listObjects,
  patchObject,
  tryPod,
} from '../../lib/kubernetes/objects.ts'
import type { ContainerName, NamespaceName, ObjectName } from '../../lib/names.ts'
import { statefulSet, withClaims } from './sets.ts'
import { onBothClusters, outcome, patience } from './target.ts'

/** What stands around a set, as Ordinal makes, changes and removes it. */

const web = 'web' as ObjectName
const stranger = 'd0f0b1c6-0000-4000-8000-000000000000'
const selector = { app: 'web' }

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
    const set = statefulSet('web', { spec: withClaims() })
    await createObject(target.ordinal, 'statefulsets', namespace, set)
    const pod = () => getObject(target.ordinal, 'pods', namespace, 'web-0' as ObjectName)
    await vi.waitFor(async () => expect((await pod()).status?.phase).toBe('Running'), patience)
  })

  it('a namespace is made once', async () => {
    const again = createObject(target.ordinal, 'namespaces', null, { metadata: { name: namespace } })
    expect(await outcome(again)).toBe('already_exists')
    expect((await getObject(target.ordinal, 'namespaces', null, namespace)).status?.phase).toBe('Active')
    const wrong = createObject(target.ordinal, 'namespaces', null, { metadata: { name: 'a.b' } })
    expect(await outcome(wrong)).toBe('cluster_invalid | metadata.name FieldValueInvalid')
  })

  it('a Service is changed but for its address', async () => {
    const spec = { clusterIP: 'None', selector, ports: [{ port: 80 }] }
    const { value } = await createObject(target.ordinal, 'services', namespace, {
      metadata: { name: 'web' },
      spec,
    })
    const { uid } = value.metadata
    const patch = (spec: Readonly<Record<string, unknown>>, precondition = uid) =>
      patchObject(target.ordinal, 'services', namespace, web, { metadata: { uid: precondition }, spec })
    const ports = [{ name: 'a', port: 81 }]
    expect((await patch({ ports })).value.spec?.ports).toEqual([
      { name: 'a', port: 81, protocol: 'TCP', targetPort: 81 },
    ])
    expect(await outcome(patch({ ports: [{ port: 0, targetPort: 80 }] }))).toBe(
      'cluster_invalid | spec.ports[0].port FieldValueInvalid',
    )
    expect(await outcome(patch({ clusterIP: '10.96.0.99' }))).toBe(
      'cluster_invalid | spec.clusterIPs[0] FieldValueInvalid',
    )
    expect(await outcome(patch({ ports }, stranger))).toBe('conflict')
    await deleteObject(target.ordinal, 'services', namespace, web, { uid })
    expect(await outcome(getObject(target.ordinal, 'services', namespace, web))).toBe('not_found')
  })

  it('a disruption budget is changed and removed', async () => {
    const spec = { minAvailable: 1, selector: { matchLabels: selector } }
    const { value } = await createObject(target.ordinal, 'poddisruptionbudgets', namespace, {
      metadata: { name: 'web' },
      spec,
    })
    const { uid } = value.metadata
    const patch = (spec: Readonly<Record<string, unknown>>) =>
      patchObject(target.ordinal, 'poddisruptionbudgets', namespace, web, { metadata: { uid }, spec })
    expect((await patch({ minAvailable: null, maxUnavailable: '50%' })).value.spec).toEqual({
      maxUnavailable: '50%',
      selector: spec.selector,
    })
    expect(await outcome(patch({ minAvailable: 1 }))).toBe('cluster_invalid | spec FieldValueInvalid')
    expect(await outcome(patch({ maxUnavailable: '150%' }))).toBe(
      'cluster_invalid | spec.maxUnavailable FieldValueInvalid',
    )
    await deleteObject(target.ordinal, 'poddisruptionbudgets', namespace, web, { uid })
    expect(await outcome(getObject(target.ordinal, 'poddisruptionbudgets', namespace, web))).toBe('not_found')
  })

  it('an autoscaler of somebody else is seen and removed', async () => {
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'nobody' }
    const spec = { scaleTargetRef, maxReplicas: 3 }
    await target.send('POST', `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`, {
      metadata: { name: 'web' },
      spec,
    })
    const [found] = await listObjects(target.ordinal, 'horizontalpodautoscalers', namespace)
    expect(found?.spec).toMatchObject({ ...spec, minReplicas: 1 })
    await deleteObject(target.ordinal, 'horizontalpodautoscalers', namespace, web, {
      uid: found?.metadata.uid ?? '',
    })
    expect(await listObjects(target.ordinal, 'horizontalpodautoscalers', namespace)).toEqual([])
    const made = createObject(target.ordinal, 'horizontalpodautoscalers', namespace, {
      metadata: { name: 'web' },
      spec,
    })
    expect(await outcome(made)).toBe('cluster_forbidden')
  })

  it('a claim is made, tried at another size, and removed', async () => {
    const claim = (storage: string) => ({
      metadata: { name: 'own' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
    })
    const { value } = await createObject(target.ordinal, 'persistentvolumeclaims', namespace, claim('1Mi'))
    expect(value.spec).toMatchObject({ storageClassName: 'standard', volumeMode: 'Filesystem' })
    const own = 'own' as ObjectName
    const read = () => getObject(target.ordinal, 'persistentvolumeclaims', namespace, own)
    await vi.waitFor(async () => expect((await read()).status?.phase).toBe('Bound'), patience)
    const { spec, metadata } = await read()
    const volume = await getObject(target.ordinal, 'persistentvolumes', null, spec?.volumeName as ObjectName)
    expect(volume.spec?.capacity).toEqual({ storage: '1Mi' })
    const { uid } = metadata
    const patch = { metadata: { uid }, spec: { resources: { requests: { storage: '2Mi' } } } }
    const tried = await patchObject(target.ordinal, 'persistentvolumeclaims', namespace, own, patch, {
      dryRun: true,
    })
    expect(tried.value.spec?.resources?.requests).toEqual({ storage: '2Mi' })
    expect((await read()).spec?.resources?.requests).toEqual({ storage: '1Mi' })
    await deleteObject(target.ordinal, 'persistentvolumeclaims', namespace, own, { uid })
    await vi.waitFor(async () => expect(await outcome(read())).toBe('not_found'), patience)
  })

  it('a pod is given another container, if it is the one that was seen', async () => {
    const name = 'web-0' as ObjectName
    const { uid } = (await getObject(target.ordinal, 'pods', namespace, name)).metadata
    const debug = (of: string, more: object = {}) =>
      addEphemeralContainer(target.ordinal, namespace, name, of, {
        ...{
          name: 'debug' as ContainerName,
          image: 'busybox:1.36',
          command: ['sh'],
          stdin: true,
          tty: true,
        },
        ...more,
      })
    expect(await outcome(debug(stranger))).toBe('conflict')
    expect(await outcome(debug(uid, { name: 'Debug' }))).toBe(
      'cluster_invalid | spec.ephemeralContainers[0].name FieldValueInvalid',
    )
    expect(await outcome(debug(uid, { targetContainerName: 'nope' }))).toBe(
      'cluster_invalid | spec.ephemeralContainers[0].targetContainerName FieldValueNotFound',
    )
    expect(await outcome(debug(uid, { ports: [{ containerPort: 80 }] }))).toBe(
      'cluster_invalid | spec.ephemeralContainers[0].ports FieldValueForbidden',
    )
    expect((await debug(uid, { targetContainerName: 'main' })).value.spec?.ephemeralContainers).toHaveLength(
      1,
    )
  })

  it('a pod is tried with what its name is taken by, and with fields that nobody knows', async () => {
    const pod = (name: string, more: object = {}) => ({
      metadata: { name },
      spec: { containers: [{ name: 'a', image: 'a' }], ...more },
    })
    expect(await outcome(tryPod(target.ordinal, namespace, pod('web-0')))).toBe('already_exists')
    expect(await outcome(tryPod(target.ordinal, namespace, pod('a', { nonsense: 1 })))).toBe(
      'cluster_invalid | spec.nonsense unknown_field',
    )
    const account = tryPod(target.ordinal, namespace, pod('a', { serviceAccountName: 'nobody' }))
    expect(await outcome(account)).toBe('cluster_forbidden')
  })

  it('a pod is gone at once when nobody waits for its node', async () => {
    const name = 'web-0' as ObjectName
    const { uid } = (await getObject(target.ordinal, 'pods', namespace, name)).metadata
    const remove = (of: string) =>
      deleteObject(target.ordinal, 'pods', namespace, name, { uid: of }, { gracePeriodSeconds: 0 })
    expect(await outcome(remove(stranger))).toBe('conflict')
    await remove(uid)
    const next = async () => (await getObject(target.ordinal, 'pods', namespace, name)).metadata.uid
    await vi.waitFor(async () => expect(await next()).not.toBe(uid), patience)
  })
})
