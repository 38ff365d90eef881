import { json } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import type { StatefulSet } from '../../kubernetes/types.ts'
import { liveText } from '../../manifests/live-text.ts'
import { defaultPolicy } from '../../manifests/policy.ts'
import type { ObjectName } from '../../names.ts'
import { asObject } from './get-editable.ts'
import { sendUpdate } from './update.ts'
import { checkUpdate } from './update-plan.ts'

const wire = Wire.forTests()
const context = { namespace, policy: defaultPolicy }
const name = 'web' as ObjectName
let set: StatefulSet
/** The patches that came. */
let patches: { op: string; path: string; value?: unknown }[][]
/** Happens between the read and the patch, once. */
let meanwhile: (() => void) | null

const change = (edit: (set: StatefulSet) => void) => {
  edit(set)
  set = {
    ...set,
    metadata: { ...set.metadata, resourceVersion: String(Number(set.metadata.resourceVersion) + 1) },
  }
}

beforeEach(() => {
  patches = []
  meanwhile = null
  set = {
    metadata: { name: 'web', namespace, uid: 'uid-1', resourceVersion: '7', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      serviceName: 'web',
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'main', image: 'busybox:1.36' }] },
      },
    },
    status: { replicas: 2 },
  }
  wire.handle = async (request, response) => {
    if (request.method === 'GET') {
      response.end(JSON.stringify(set))
      meanwhile?.()
      meanwhile = null
      return
    }
    const operations = (await json(request)) as { op: string; path: string; value?: unknown }[]
    patches.push(operations)
    const guard = operations.find(({ path }) => path === '/metadata/resourceVersion')
    const isStale = guard?.value !== set.metadata.resourceVersion
    response.writeHead(isStale ? 409 : 200).end(JSON.stringify(isStale ? { reason: 'Conflict' } : set))
  }
})

const text = () => liveText(asObject(set))
const save = async (base: string, manifest: string, uid = 'uid-1') => {
  const edit = checkUpdate({ name, uid, base, manifest }, context)
  return sendUpdate({ cluster: wire.cluster, namespace }, name, edit)
}
const image = { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'busybox:1.37' }
const newImage = (source: string) => source.replace('1.36', '1.37')

describe('an edit', () => {
  it('is sent as exactly what changed, of the version that was read', async () => {
    await save(text(), newImage(text()))
    expect(patches).toEqual([[{ op: 'replace', path: '/metadata/resourceVersion', value: '7' }, image]])
  })

  it('of nothing sends nothing', async () => {
    await save(text(), `# looked at\n${text()}`)
    expect(patches).toEqual([])
  })

  it.each([
    [
      'a status',
      (one: StatefulSet) => {
        one.status = { replicas: 1 }
      },
    ],
    [
      'a scaling',
      (one: StatefulSet) => {
        one.spec = { ...one.spec, replicas: 5 } as never
      },
    ],
  ])('goes on after %s that was written meanwhile, and keeps it', async (_, edit) => {
    const base = text()
    meanwhile = () => change(edit)
    await save(base, newImage(base))
    expect(patches.at(-1)).toEqual([{ op: 'replace', path: '/metadata/resourceVersion', value: '8' }, image])
  })

  it.each([
    [
      'that somebody edited since',
      'edit_changed',
      (one: StatefulSet) => {
        one.metadata.labels = {}
      },
    ],
    [
      'that is being deleted',
      'edit_deleting',
      (one: StatefulSet) => {
        one.metadata.deletionTimestamp = 'now'
      },
    ],
    [
      'of the same name that is another',
      'edit_replaced',
      (one: StatefulSet) => {
        one.metadata.uid = 'uid-2'
      },
    ],
  ])('of a set %s is not sent', async (_, code, edit) => {
    const base = text()
    change(edit)
    expect(await failure(save(base, newImage(base)))).toMatchObject({ code: 'conflict', fields: [{ code }] })
    expect(patches).toEqual([])
  })

  it('of the replicas of a stopped set is the end of that stop', async () => {
    change((one) => {
      one.metadata.annotations = { 'ordinal.io/replicas': '5', team: 'a' }
      one.spec = { ...one.spec, replicas: 0 } as never
    })
    await save(text(), text().replace('replicas: 0', 'replicas: 2'))
    expect(patches.at(-1)?.slice(1)).toEqual([
      { op: 'remove', path: '/metadata/annotations/ordinal.io~1replicas' },
      { op: 'replace', path: '/spec/replicas', value: 2 },
    ])
    await save(text(), newImage(text()))
    expect(patches.at(-1)?.slice(1)).toEqual([image])
  })

  it('of replicas that were scaled since is a question, not an answer', async () => {
    const base = text()
    change((one) => {
      one.spec = { ...one.spec, replicas: 5 } as never
    })
    const mine = base.replace('replicas: 2', 'replicas: 3')
    expect(await failure(save(base, mine))).toMatchObject({ fields: [{ code: 'edit_changed' }] })
  })

  it('of a set that never rests ends with a sentence', async () => {
    const base = text()
    const again = () => {
      change((one) => {
        one.status = { replicas: 0 }
      })
      setImmediate(() => {
        meanwhile = again
      })
    }
    meanwhile = again
    expect(await failure(save(base, newImage(base)))).toMatchObject({ fields: [{ code: 'edit_busy' }] })
  })
})
