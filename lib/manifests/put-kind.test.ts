import { expect, it } from 'vitest'
import { parseManifests } from './parse.ts'
import { putKind } from './put-kind.ts'

const head = 'apiVersion: v1\nkind: Pod\n'
const put = (text: string, kind: string, first: object) => {
  const parsed = parseManifests(head + text)
  const [manifest] = parsed.ok ? parsed.manifests : []
  if (manifest === undefined) throw new Error(JSON.stringify(parsed))
  return putKind(head + text, manifest, ['one'], kind, first).slice(head.length)
}

it.each([
  [
    'one that the form does not know',
    'one:\n  tcpSocket: { port: 80 }\n',
    'one:\n  exec:\n    command:\n    - sh\n',
  ],
  [
    'two of them',
    'one:\n  tcpSocket: { port: 80 }\n  sleep: { seconds: 5 }\n',
    'one:\n  exec:\n    command:\n    - sh\n',
  ],
  [
    'another one with what they have in common',
    'one:\n  periodSeconds: 5 # often\n  grpc: { port: 80 }\n',
    'one:\n  periodSeconds: 5 # often\n  exec:\n    command:\n    - sh\n',
  ],
])('a thing is of one kind, after %s', (_, before, after) => {
  expect(put(before, 'exec', { command: ['sh'] })).toBe(after)
})

it('the kind that it is stays as it is', () => {
  const text = 'one: { exec: { command: [sh] } }\n'
  expect(put(text, 'exec', { command: [''] })).toBe(text)
})
