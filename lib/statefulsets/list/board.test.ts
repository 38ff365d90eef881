import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Handler, Wire } from '../../kubernetes/testing.ts'
import type { NamespaceName, ObjectName } from '../../names.ts'
import { claim, pod, set } from '../state/state.testing.ts'
import { Board, type Entry } from './board.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-board-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)
const namespace = 'team' as NamespaceName
const name = 'web' as ObjectName

type Named = { readonly metadata: { readonly name: string } }
/** The cluster has these objects, and nothing ever changes. */
const serve = (objects: Readonly<Record<string, readonly Named[]>>): Handler => {
  return (request, response) => {
    const url = new URL(request.url ?? '', 'http://wire')
    if (url.searchParams.has('watch')) return response.writeHead(200).flushHeaders()
    const items = objects[url.pathname.split('/').at(-1) ?? ''] ?? []
    const inTeam = items.map((one) => ({ ...one, metadata: { ...one.metadata, namespace } }))
    response.end(JSON.stringify({ metadata: { resourceVersion: '1' }, items: inTeam }))
  }
}

/** How often the set was worked out, and what came of it. */
async function read(objects: Readonly<Record<string, readonly Named[]>>) {
  wire.handle = serve(objects)
  const changed = vi.fn<(before: Entry | undefined, after: Entry | undefined) => void>()
  const board = new Board('test', { nextSequence: () => 1, changed })
  const followed = vi.fn()
  board.follow(namespace, name, followed)
  await board.firstRead(namespace)
  await vi.waitFor(() => {
    for (const { overall } of board.watches.values()) expect(overall.state).toBe('live')
    expect(board.read(namespace, name)).not.toBeNull()
  })
  return { board, changed, followed }
}

const templates = [{ metadata: { name: 'data' } }]
const claims = ['data-web-0', 'data-web-2', 'data-web-10', 'data-web-x', 'logs-web-0', 'data-webs-0']

describe('a board', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('derives a set from the claims of its templates that are wanted or used, by ordinal', async () => {
    const { board } = await read({
      statefulsets: [set({ replicas: 2, volumeClaimTemplates: templates })],
      pods: [pod('web-0'), pod('web-10')],
      persistentvolumeclaims: claims.map((one) => claim(one, 'Bound')),
    })
    const used = board.read(namespace, name)?.facts.claims.map(({ metadata }) => metadata.name)
    expect(used).toEqual(['data-web-0', 'data-web-10'])
  })

  it('works out a set that wants millions no slower than another', async () => {
    const { board, changed } = await read({
      statefulsets: [set({ replicas: 5_000_000, volumeClaimTemplates: templates })],
      pods: [pod('web-0')],
      persistentvolumeclaims: [claim('data-web-0', 'Bound')],
    })
    const before = performance.now()
    for (let count = 0; count < 10; count++) board.read(namespace, name)
    expect((performance.now() - before) / 10).toBeLessThan(50)
    expect(JSON.stringify(changed.mock.lastCall?.[1]).length).toBeLessThan(3000)
  })

  it('does not work out again and again what changes in a month', async () => {
    const since = new Date().toISOString()
    const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: since }]
    const { followed } = await read({
      statefulsets: [set({ replicas: 1, minReadySeconds: 2_592_000, status: { availableReplicas: 0 } })],
      pods: [pod('web-0', { status: { conditions } })],
    })
    await new Promise((resolve) => setTimeout(resolve, 50))
    followed.mockClear()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(followed).not.toHaveBeenCalled()
  })
})
