import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../../auth/scope.ts'
import { answer, type Handler, Wire } from '../../kubernetes/testing.ts'
import { listStatefulSets } from './list.ts'
import { readQuery } from './query.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-list-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

type Scope = ProjectScope<'statefulset:view'>
const project = (slug: string, cluster: string) =>
  ({ project: { slug, displayName: slug, cluster, namespace: slug } }) as unknown as Scope
const near = project('near', 'test')
/** Of a cluster that does not answer. */
const far = project('far', 'away')
const scopes = [near, far]

const watches: ServerResponse[] = []
/** Lists are empty, watches stay open; what `refuses` names is forbidden. */
const serve = (refuses?: string): Handler => {
  return (request, response) => {
    const url = request.url ?? ''
    if (refuses !== undefined && url.includes(refuses)) return answer(403, {})(request, response)
    if (!url.includes('watch')) return void response.end('{"metadata":{"resourceVersion":"1"},"items":[]}')
    response.writeHead(200).flushHeaders()
    watches.push(response)
  }
}
const timed = async (query: Parameters<typeof readQuery>[0]) => {
  const before = performance.now()
  const page = await listStatefulSets(scopes, readQuery(query))
  return { page, ms: performance.now() - before }
}

describe('a list beside a cluster that does not answer', () => {
  it('of another project neither waits for it nor speaks of it', async () => {
    wire.handle = serve()
    const { page, ms } = await timed({ project: 'near' })
    expect(ms).toBeLessThan(1500)
    expect(page.unheard).toEqual([])
  })

  it('over all waits once, not at each question', async () => {
    wire.handle = serve()
    const first = await timed({})
    expect(first.page.unheard).toMatchObject([{ cluster: 'away', state: 'loading', parts: [] }])
    for (const q of ['a', 'ab', 'abc']) expect((await timed({ q })).ms).toBeLessThan(500)
  })
})

it('a list says which part of a cluster is not heard, since reasons come from there', async () => {
  wire.handle = serve('/events')
  for (const watch of watches) watch.end()
  await vi.waitFor(async () => {
    const { unheard } = await listStatefulSets([near], readQuery({}))
    expect(unheard).toMatchObject([{ cluster: 'test', state: 'forbidden', parts: ['events'] }])
  }, 10_000)
})
