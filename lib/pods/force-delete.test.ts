import { expect, it } from 'vitest'
import { failure, namespace, Wire } from '../kubernetes/testing.ts'
import type { Node } from '../kubernetes/types.ts'
import type { ObjectName } from '../names.ts'
import { forceDeleteIn } from './force-delete.ts'

const wire = Wire.forTests()
const node = (...statuses: string[]): Node => ({
  metadata: { name: 'node-1', uid: 'n', resourceVersion: '1' },
  status: { conditions: statuses.map((status) => ({ type: 'Ready', status })) },
})
const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set', controller: true }
const forceDelete = (of: Node | null, spec: object = { nodeName: 'node-1' }) => {
  const pod = { metadata: { name: 'web-0', uid: 'u', ownerReferences: [owner] }, spec }
  wire.handle = ({ url = '', method }, response) => {
    const found = method === 'DELETE' || url.includes('/pods/') ? pod : of
    response.writeHead(found === null ? 404 : 200).end(JSON.stringify(found ?? { reason: 'NotFound' }))
  }
  const asked = { pod: 'web-0' as ObjectName, uid: 'u', confirmation: 'web-0' }
  return forceDeleteIn({ cluster: wire.cluster, namespace }, asked)
}
const deleted = () => wire.recorded.filter((call) => call.startsWith('DELETE'))

it.each([
  ['is unknown', node('Unknown')],
  ['has no object any more', null],
])('a pod is force deleted whose node %s', async (_, of) => {
  expect(await forceDelete(of)).toBe(true)
  expect(deleted()).toHaveLength(1)
})

it.each([
  ['is ready', node('True')],
  ['says itself that it is not ready: its kubelet answers', node('False')],
  ['has not said anything yet', node()],
])('a pod is not force deleted whose node %s', async (_, of) => {
  expect(await failure(forceDelete(of))).toMatchObject({ code: 'invalid', fields: [{ code: 'node_alive' }] })
  expect(deleted()).toEqual([])
})

it('a pod without a node is not force deleted', async () => {
  expect(await failure(forceDelete(null, {}))).toMatchObject({ code: 'invalid' })
  expect(deleted()).toEqual([])
})
