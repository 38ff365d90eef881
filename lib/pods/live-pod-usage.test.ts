import type { ServerResponse } from 'node:http'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { answer, namespace, Wire } from '../kubernetes/testing.ts'
import type { ObjectName } from '../names.ts'
import { getPodView, openLivePod } from './live-pod.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-live-pod-usage-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)
const scope = { project: { cluster: 'test', namespace } } as ProjectScope<'pod:view'>
const noState = async () => null

/** Questions for the use of a pod, which the cluster does not answer by itself. */
let unanswered: ServerResponse[] = []
let pods = 0
let name: ObjectName

beforeEach(() => {
  unanswered = []
  name = `web-${pods++}` as ObjectName
  const pod = { metadata: { name, uid: `uid-${name}`, resourceVersion: '1' }, spec: { containers: [] } }
  wire.handle = (request, response) => {
    const url = request.url ?? ''
    if (url.includes('metrics.k8s.io')) unanswered.push(response)
    else if (url.includes('watch=')) response.writeHead(200).flushHeaders()
    else
      answer(200, { metadata: { resourceVersion: '1' }, items: url.includes('/pods') ? [pod] : [] })(
        request,
        response,
      )
  }
})

describe('a metrics API that does not answer', () => {
  it('holds up no page, and what the pod uses comes when it comes', async () => {
    const startedAt = performance.now()
    expect((await getPodView(scope, name, noState)).usage).toBeNull()
    expect(performance.now() - startedAt).toBeLessThan(2000)
    const gone = new AbortController()
    const { body } = await openLivePod(scope, name, noState, gone.signal)
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    let told = ''
    const until = async (text: string) => {
      while (!told.includes(text)) told += (await reader?.read())?.value ?? ''
    }
    await until('"usage":null')
    expect(performance.now() - startedAt).toBeLessThan(3000)
    await vi.waitFor(() => expect(unanswered).toHaveLength(1))
    unanswered[0]?.end(JSON.stringify({ timestamp: '2026-01-01T00:00:00Z', containers: [] }))
    await until('"usage":{"at":"2026-01-01T00:00:00Z"')
    gone.abort()
  })
})
