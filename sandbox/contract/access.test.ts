import { beforeAll, describe, expect, it, vi } from 'vitest'
import { isAllowed } from '../../lib/kubernetes/access.ts'
import { readUsage } from '../../lib/kubernetes/metrics.ts'
import { createObject, getObject, getScale, listObjects, replaceScale } from '../../lib/kubernetes/objects.ts'
import { accessReviewPath } from '../../lib/kubernetes/path.ts'
import { request } from '../../lib/kubernetes/request.ts'
import { listSecretKeys } from '../../lib/kubernetes/secret-keys.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { statefulSet } from './sets.ts'
import { onBothClusters, outcome, patience } from './target.ts'

/** What Ordinal is told, by whom, and what it is not told. */

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
    await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('web'))
    const pod = () => getObject(target.ordinal, 'pods', namespace, 'web-0' as ObjectName)
    await vi.waitFor(async () => expect((await pod()).metadata.name).toBe('web-0'), patience)
  })

  describe('reading', () => {
    it('nodes that take pods, by their labels alone', async () => {
      const ready = { fieldSelector: 'spec.unschedulable=false', isMetadataOnly: true }
      const nodes = await listObjects(target.ordinal, 'nodes', null, ready)
      expect(nodes.length).toBeGreaterThan(0)
      expect(nodes[0]?.metadata.labels?.['kubernetes.io/os']).toBe('linux')
      const shut = { fieldSelector: 'spec.unschedulable=true', isMetadataOnly: true }
      expect(await listObjects(target.ordinal, 'nodes', null, shut)).toEqual([])
    })

    it('classes of storage and pods, by their metadata alone', async () => {
      const classes = await listObjects(target.ordinal, 'storageclasses', null, { isMetadataOnly: true })
      const standard = classes.find(({ metadata }) => metadata.name === 'standard')
      expect(standard?.metadata.annotations?.['storageclass.kubernetes.io/is-default-class']).toBe('true')
      const [pod] = await listObjects(target.ordinal, 'pods', namespace, {
        labelSelector: 'app=web',
        isMetadataOnly: true,
      })
      expect(pod?.metadata.ownerReferences?.[0]).toMatchObject({
        kind: 'StatefulSet',
        name: 'web',
        controller: true,
      })
    })

    it('Secrets but for those of accounts and packages', async () => {
      for (const [name, type] of [
        ['own', 'Opaque'],
        ['package', 'helm.sh/release.v1'],
      ])
        await target.send('POST', `/api/v1/namespaces/${namespace}/secrets`, {
          metadata: { name },
          type,
          data: { a: 'Yg==' },
        })
      expect(await listSecretKeys(target.admin, namespace)).toEqual([
        { name: 'own', type: 'Opaque', keys: ['a'] },
      ])
    })

    it('by a field that nothing is selected by', async () => {
      const wrong = listObjects(target.ordinal, 'pods', namespace, { fieldSelector: 'spec.nonsense=1' })
      expect(await outcome(wrong)).toBe('cluster_invalid')
    })

    it('what a pod uses, where somebody measures', async () => {
      expect(await readUsage(target.ordinal, namespace, 'nobody-0' as ObjectName)).toBeNull()
    })
  })

  describe('who', () => {
    it('wrote a set is told', async () => {
      const set = 'signed' as ObjectName
      await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('signed', { replicas: 0 }))
      const writers = async () => {
        const { metadata } = await getObject(target.ordinal, 'statefulsets', namespace, set)
        return (metadata.managedFields ?? [])
          .map(({ manager, operation, subresource = '' }) => [manager, operation, subresource].join(' '))
          .toSorted()
      }
      const expected = ['kube-controller-manager Update status', 'ordinal Update ']
      await vi.waitFor(async () => expect(await writers()).toEqual(expected), patience)
      const scale = await getScale(target.ordinal, namespace, set)
      await replaceScale(target.ordinal, namespace, set, { ...scale, spec: { replicas: 1 } })
      expect(await writers()).toEqual([...expected, 'ordinal Update scale'])
    })

    it('may do what is asked', async () => {
      const name = 'web-0' as ObjectName
      const access = { verb: 'create', resource: 'pods', subresource: 'exec', namespace, name } as const
      expect(await isAllowed(target.ordinal, access)).toBe(true)
      const usage = (verb: string) =>
        ({ verb, group: 'metrics.k8s.io', resource: 'pods', namespace }) as const
      expect(await isAllowed(target.ordinal, usage('get'))).toBe(true)
      expect(await isAllowed(target.ordinal, usage('list'))).toBe(false)
      const elsewhere = { verb: 'list', resource: 'statefulsets', namespace } as const
      expect(await isAllowed(target.ordinal, elsewhere)).toBe(false)
      const body = { spec: { resourceAttributes: { verb: 'delete', resource: 'nodes' } } }
      const { value } = await request<{ status: object }>(target.ordinal, {
        method: 'POST',
        path: accessReviewPath(),
        body,
      })
      expect(value.status).toEqual({ allowed: false })
    })

    it('is nobody known', async () => {
      expect(await outcome(listObjects(target.stranger, 'pods', namespace))).toBe('cluster_unauthenticated')
    })
  })
})
