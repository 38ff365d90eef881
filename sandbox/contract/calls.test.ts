import { beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createObject,
  deleteObject,
  getObject,
  getScale,
  jsonPatchObject,
  listObjects,
  listPages,
  patchObject,
  replaceScale,
  strategicPatchObject,
  tryPod,
} from '../../lib/kubernetes/objects.ts'
import { getOpenApiDocuments, getOpenApiVersion } from '../../lib/kubernetes/openapi.ts'
import type { OpenResource } from '../../lib/kubernetes/path.ts'
import { listSecretKeys } from '../../lib/kubernetes/secret-keys.ts'
import { getSecretValue } from '../../lib/kubernetes/secret-value.ts'
import { buildManifestSchema, type OpenApiDocument } from '../../lib/manifests/cluster-schema.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { setsPath, statefulSet } from './sets.ts'
import { onBothClusters, outcome, patience } from './target.ts'

const name = (text: string) => text as ObjectName
const image = (version: string) => ({
  spec: { template: { spec: { containers: [{ name: 'main', image: `busybox:${version}` }] } } },
})

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
  })

  /** A set without pods, which its controller has seen: nobody but the test writes it any more. */
  async function still(set: string) {
    await createObject(target.ordinal, 'statefulsets', namespace, statefulSet(set, { replicas: 0 }))
    return vi.waitFor(async () => {
      const found = await getObject(target.ordinal, 'statefulsets', namespace, name(set))
      expect(found.status?.observedGeneration).toBe(1)
      return found
    }, patience)
  }

  describe('reading', () => {
    it('one object, and none', async () => {
      const { metadata } = await still('read')
      const found = await getObject(target.ordinal, 'statefulsets', namespace, name('read'))
      expect(found.metadata.uid).toBe(metadata.uid)
      expect(await outcome(getObject(target.ordinal, 'statefulsets', namespace, name('nope')))).toBe(
        'not_found',
      )
    })

    it.each<OpenResource>([
      ...(['statefulsets', 'pods', 'services', 'persistentvolumeclaims', 'configmaps', 'events'] as const),
      ...(['controllerrevisions', 'poddisruptionbudgets', 'horizontalpodautoscalers'] as const),
      ...(['resourcequotas', 'limitranges', 'serviceaccounts'] as const),
    ])('%s of a namespace', async (resource) => {
      expect(await listObjects(target.ordinal, resource, namespace)).toBeInstanceOf(Array)
    })

    it.each<OpenResource>(['namespaces', 'nodes', 'persistentvolumes', 'storageclasses'])(
      'all %s',
      async (resource) => {
        expect(await listObjects(target.ordinal, resource, null)).toBeInstanceOf(Array)
      },
    )

    it('pages of one moment, of a selection, and of metadata alone', async () => {
      for (const [index, tier] of ['a', 'a', 'b'].entries()) {
        const config = { metadata: { name: `page-${index}`, labels: { tier } }, data: { key: 'value' } }
        await createObject(target.ordinal, 'configmaps', namespace, config)
      }
      const pages = []
      for await (const page of listPages(target.ordinal, 'configmaps', {
        place: namespace,
        pageSize: 1,
        labelSelector: 'tier',
      }))
        pages.push(page)
      expect(pages.map(({ items }) => items[0]?.metadata.name)).toEqual(['page-0', 'page-1', 'page-2'])
      expect(new Set(pages.map(({ resourceVersion }) => resourceVersion)).size).toBe(1)
      const selected = await listObjects(target.ordinal, 'configmaps', namespace, {
        labelSelector: 'tier in (a),tier!=b',
      })
      expect(selected.map(({ metadata }) => metadata.name)).toEqual(['page-0', 'page-1'])
      const named = { fieldSelector: 'metadata.name=page-2', isMetadataOnly: true }
      const [bare] = await listObjects(target.ordinal, 'configmaps', namespace, named)
      expect(bare?.metadata.labels).toEqual({ tier: 'b' })
      expect(bare?.data).toBeUndefined()
    })

    it('what there is no right to is forbidden', async () => {
      expect(await outcome(listObjects(target.ordinal, 'serviceaccounts', namespace))).toBe('ok')
      expect(await outcome(getObject(target.ordinal, 'serviceaccounts', namespace, name('default')))).toBe(
        'cluster_forbidden',
      )
    })

    it('Secrets by key, without their values, where an operator allows it', async () => {
      await target.send('POST', `/api/v1/namespaces/${namespace}/secrets`, {
        metadata: { name: 'login' },
        stringData: { user: 'a', password: 'b' },
      })
      const secrets = await listSecretKeys(target.admin, namespace)
      expect(secrets).toEqual([{ name: 'login', type: 'Opaque', keys: ['password', 'user'] }])
      const value = await getSecretValue(target.admin, namespace, name('login'), 'password')
      expect(value.toString()).toBe('b')
      expect(await outcome(getSecretValue(target.admin, namespace, name('login'), 'none'))).toBe('not_found')
    })

    it('the schema of what can be written', async () => {
      expect(await getOpenApiVersion(target.ordinal)).toMatch(/apps\/v1\?hash=\w+/)
      const documents = await getOpenApiDocuments<OpenApiDocument>(target.ordinal)
      const { definitions } = buildManifestSchema(documents) as { definitions: Record<string, object> }
      expect(Object.keys(definitions).length).toBeGreaterThan(100)
    })
  })

  describe('writing', () => {
    it('what is there already is refused', async () => {
      await still('twice')
      const again = createObject(target.ordinal, 'statefulsets', namespace, statefulSet('twice'))
      expect(await outcome(again)).toBe('already_exists')
    })

    it('a dry run says what would come and changes nothing', async () => {
      const dry = { dryRun: true }
      const { value } = await createObject(target.ordinal, 'statefulsets', namespace, statefulSet('dry'), dry)
      expect(value.spec).toMatchObject({ podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10 })
      expect(value.spec?.updateStrategy).toEqual({
        type: 'RollingUpdate',
        rollingUpdate: { partition: 0, maxUnavailable: 1 },
      })
      expect(value.spec?.template.spec).toMatchObject({ restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' })
      expect(await outcome(getObject(target.ordinal, 'statefulsets', namespace, name('dry')))).toBe(
        'not_found',
      )
    })

    it('a pod is tried, and never made', async () => {
      const pod = { metadata: { name: 'try' }, spec: { containers: [{ name: 'a', image: 'busybox:1.36' }] } }
      const { value } = await tryPod(target.ordinal, namespace, pod)
      expect(value.spec?.serviceAccountName).toBe('default')
      expect(await outcome(getObject(target.ordinal, 'pods', namespace, name('try')))).toBe('not_found')
    })

    it('into a namespace that is not there', async () => {
      const call = createObject(target.admin, 'configmaps', 'contract-nowhere' as NamespaceName, {
        metadata: { name: 'a' },
      })
      expect(await outcome(call)).toBe('not_found')
    })

    it('a Service gets an address, a headless one none', async () => {
      const spec = { selector: { app: 'a' }, ports: [{ port: 80 }] }
      const { value } = await createObject(target.ordinal, 'services', namespace, {
        metadata: { name: 'a' },
        spec,
      })
      expect(value.spec).toMatchObject({
        type: 'ClusterIP',
        sessionAffinity: 'None',
        ports: [{ protocol: 'TCP', targetPort: 80 }],
      })
      expect(value.spec?.clusterIP).toMatch(/^10\.96\./)
      const headless = { metadata: { name: 'b' }, spec: { ...spec, clusterIP: 'None' } }
      expect(
        (await createObject(target.ordinal, 'services', namespace, headless)).value.spec?.clusterIP,
      ).toBe('None')
    })
  })

  describe('changing', () => {
    it('replicas by the scale alone, once for each version', async () => {
      await still('scale')
      const scale = await getScale(target.ordinal, namespace, name('scale'))
      expect(scale.spec?.replicas).toBeUndefined()
      await replaceScale(target.ordinal, namespace, name('scale'), { ...scale, spec: { replicas: 0 } })
      const set = await getObject(target.ordinal, 'statefulsets', namespace, name('scale'))
      expect(set.metadata.generation).toBe(1)
      const labels = { metadata: { labels: { a: 'b' } } }
      await target.send('PATCH', setsPath(namespace, 'scale'), labels, 'application/merge-patch+json')
      const late = replaceScale(target.ordinal, namespace, name('scale'), { ...scale, spec: { replicas: 1 } })
      expect(await outcome(late)).toBe('conflict')
      const fresh = await getScale(target.ordinal, namespace, name('scale'))
      const negative = replaceScale(target.ordinal, namespace, name('scale'), {
        ...fresh,
        spec: { replicas: -1 },
      })
      expect(await outcome(negative)).toBe('cluster_invalid | spec.replicas FieldValueInvalid')
    })

    it('by a merge patch, for the object and the version that were seen', async () => {
      const { metadata } = await still('merge')
      const { uid, resourceVersion } = metadata
      const patch = (meta: object, spec?: object) =>
        patchObject(target.ordinal, 'statefulsets', namespace, name('merge'), {
          metadata: { uid, ...meta },
          ...(spec === undefined ? {} : { spec: { ...spec } }),
        })
      const { value } = await patch({ resourceVersion, annotations: { note: 'a' } }, { minReadySeconds: 5 })
      expect(value.metadata).toMatchObject({ annotations: { note: 'a' }, generation: 2 })
      expect((await patch({ annotations: { note: null } })).value.metadata.annotations).toBeUndefined()
      expect(await outcome(patch({ resourceVersion }, { minReadySeconds: 6 }))).toBe('conflict')
      expect(
        await outcome(patch({ uid: 'd0f0b1c6-0000-4000-8000-000000000000' }, { minReadySeconds: 6 })),
      ).toBe('conflict')
      expect(await outcome(patch({}, { serviceName: 'other' }))).toBe(
        'cluster_invalid | spec FieldValueForbidden',
      )
      expect(await outcome(patch({}, { nonsense: 1 }))).toBe('cluster_invalid | spec.nonsense unknown_field')
    })

    it('by a strategic patch, containers by their names', async () => {
      const { metadata } = await still('strategic')
      const patch = { metadata: { uid: metadata.uid }, ...image('1.37') }
      const { value } = await strategicPatchObject(
        target.ordinal,
        'statefulsets',
        namespace,
        name('strategic'),
        patch,
      )
      const [main] = value.spec?.template.spec?.containers ?? []
      expect(main).toMatchObject({ image: 'busybox:1.37', command: ['sh', '-c', 'exec sleep 100000'] })
      const whole = {
        ...value.spec?.template,
        spec: { ...value.spec?.template.spec, containers: [{ name: 'other', image: 'a' }] },
        $patch: 'replace',
      }
      const replaced = { metadata: { uid: metadata.uid }, spec: { template: whole } }
      const after = await strategicPatchObject(
        target.ordinal,
        'statefulsets',
        namespace,
        name('strategic'),
        replaced,
      )
      expect(after.value.spec?.template.spec?.containers.map((one) => one.name)).toEqual(['other'])
    })

    it('by a JSON patch, if what was seen is still so', async () => {
      await still('json')
      const at = '/spec/template/spec/containers/0/image'
      const patch = (seen: string, next: string) =>
        jsonPatchObject(target.ordinal, 'statefulsets', namespace, name('json'), [
          { op: 'test', path: at, value: seen },
          { op: 'replace', path: at, value: next },
        ])
      const { value } = await patch('busybox:1.36', 'busybox:1.37')
      expect(value.spec?.template.spec?.containers[0]?.image).toBe('busybox:1.37')
      expect(await outcome(patch('busybox:1.36', 'busybox:1.38'))).toBe('cluster_invalid')
      const unknown = jsonPatchObject(target.ordinal, 'statefulsets', namespace, name('json'), [
        { op: 'add', path: '/spec/nonsense', value: 1 },
      ])
      expect(await outcome(unknown)).toBe('cluster_invalid | spec.nonsense unknown_field')
    })

    it('nothing is no change', async () => {
      const { metadata } = await still('nothing')
      const patch = { metadata: { uid: metadata.uid }, spec: { replicas: 0 } }
      const { value } = await patchObject(target.ordinal, 'statefulsets', namespace, name('nothing'), patch)
      expect(value.metadata.generation).toBe(1)
    })
  })

  describe('deleting', () => {
    it('exactly what was seen', async () => {
      const config = (data: object) => ({ metadata: { name: 'gone' }, data })
      const { value } = await createObject(target.ordinal, 'configmaps', namespace, config({ a: 'b' }))
      const { uid, resourceVersion } = value.metadata
      const remove = (preconditions: { uid: string; resourceVersion?: string }) =>
        outcome(deleteObject(target.ordinal, 'configmaps', namespace, name('gone'), preconditions))
      expect(await remove({ uid: 'd0f0b1c6-0000-4000-8000-000000000000' })).toBe('conflict')
      expect(await remove({ uid, resourceVersion: '1' })).toBe('conflict')
      expect(await remove({ uid, resourceVersion })).toBe('ok')
      expect(await remove({ uid })).toBe('not_found')
    })
  })
})
