import { describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { ModelApi } from '../kubernetes/model.testing.ts'
import { answer, emptyList, Wire } from '../kubernetes/testing.ts'
import type { NamespaceName, ObjectName } from '../names.ts'
import { openLivePod, type PodNews } from './live-pod.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-live-pod-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const scopeOf = (namespace: string) =>
  ({ project: { cluster: 'test', namespace: namespace as NamespaceName } }) as ProjectScope<'pod:view'>

/** What is told of `web-0`, one piece of news after the other. */
async function open(namespace: string) {
  const gone = new AbortController()
  const response = await openLivePod(scopeOf(namespace), 'web-0' as ObjectName, async () => null, gone.signal)
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const next = async (): Promise<PodNews<null>> => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const data = /^event: pod\ndata: (.*)\n/.exec(Buffer.from(part.value).toString())?.[1]
      if (data !== undefined) return JSON.parse(data) as PodNews<null>
    }
    throw new Error('it ended')
  }
  return { next, leave: () => gone.abort() }
}

/** Pods as the model has them, and no events about them. */
function serve(): ModelApi {
  const api = new ModelApi(wire)
  const pods = wire.handle
  wire.handle = (request, response) => {
    if (!request.url?.includes('/events')) return pods(request, response)
    if (!request.url.includes('watch')) return emptyList(request, response)
    response.writeHead(200).flushHeaders()
  }
  return api
}

describe('the stream of a pod', () => {
  it('that is opened while the pod is being replaced waits for the next of its name', async () => {
    const api = serve()
    api.create('between', 'web-0')
    api.delete('between', 'web-0')
    const { next, leave } = await open('between')
    expect(await next()).toMatchObject({ view: null, unheard: null })
    api.create('between', 'web-0')
    expect(await next()).toMatchObject({ view: { pod: { name: 'web-0', uid: 'uid-2' } } })
    leave()
  })

  it('says no pod is gone where the cluster does not let it be read', async () => {
    wire.handle = answer(403, { reason: 'Forbidden', code: 403 })
    const { next, leave } = await open('shut')
    const news = await next()
    expect(news).not.toHaveProperty('view')
    expect(news.unheard).toMatchObject({ state: 'forbidden', code: 'cluster_forbidden' })
    leave()
  })
})
