import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ProjectScope } from '../auth/scope.ts'
import { toAppError } from '../errors.ts'
import { answer, failure, type Handler, namespace, Wire } from '../kubernetes/testing.ts'
import { revealVariable } from './reveal.ts'
import { revealSchema } from './schema.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-reveal-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const ref = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } })
const pod = {
  metadata: { name: 'web-0', uid: 'uid-0', resourceVersion: '1' },
  spec: {
    containers: [
      {
        name: 'main',
        env: [
          { name: 'MODE', value: 'primary' },
          { name: 'PASSWORD', ...ref('other', 'none') },
          { name: 'PASSWORD', ...ref('database', 'password') },
          { name: 'BINARY', ...ref('database', 'binary') },
          { name: 'LONG', ...ref('database', 'long') },
          { name: 'GONE', ...ref('database', 'gone') },
          { name: 'ODD', ...ref('../configmaps/x', 'k') },
          { name: 'INHERITED', ...ref('database', 'constructor') },
        ],
      },
    ],
  },
}
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString('base64')
const secret = {
  metadata: { name: 'database' },
  data: {
    password: base64('hunter2 有状态\n'),
    other: base64('never-asked'),
    binary: base64(Uint8Array.of(0xff, 0xfe, 0)),
    long: base64('x'.repeat(70_000)),
  },
}
let answerSecret: Handler

beforeEach(() => {
  answerSecret = answer(200, secret)
  wire.handle = (request, response) => {
    const url = request.url ?? ''
    if (url.includes('/secrets/')) return answerSecret(request, response)
    if (url.includes('watch=')) return void response.writeHead(200).flushHeaders()
    const items = url.includes('/pods') ? [pod] : []
    answer(200, { metadata: { resourceVersion: '1' }, items })(request, response)
  }
})

const scope = { project: { cluster: 'test', namespace } } as ProjectScope<'pod:reveal'>
const show = (change: object) =>
  revealVariable(
    scope,
    revealSchema.parse({ pod: 'web-0', uid: 'uid-0', container: 'main', variable: 'PASSWORD', ...change }),
  )
const secretCalls = () => wire.recorded.filter((call) => call.includes('/secrets'))

describe('the value that a Secret holds for a variable', () => {
  it('is that of the one key that the pod names last', async () => {
    expect(await show({})).toEqual({ kind: 'text', text: 'hunter2 有状态\n' })
    expect(secretCalls()).toEqual(['GET /api/v1/namespaces/team-a/secrets/database'])
  })

  it.each([
    ['BINARY', 3],
    ['LONG', 70_000],
  ])('is only counted where it is no text to read: %s', async (variable, size) => {
    expect(await show({ variable })).toEqual({ kind: 'bytes', size })
  })

  it.each<[string, object, string, number]>([
    ['of a variable with a value of its own', { variable: 'MODE' }, 'not_found', 0],
    ['of no variable', { variable: 'NONE' }, 'not_found', 0],
    ['of no container', { container: 'none' }, 'not_found', 0],
    ['of another pod of this name', { uid: 'uid-1' }, 'conflict', 0],
    ['of a Secret whose name is none', { variable: 'ODD' }, 'not_found', 0],
    ['of a key that is gone', { variable: 'GONE' }, 'not_found', 1],
    ['of what every object has', { variable: 'INHERITED' }, 'not_found', 1],
  ])('is not given %s', async (_name, change, code, calls) => {
    expect(await failure(show(change))).toMatchObject({ code })
    expect(secretCalls()).toHaveLength(calls)
  })

  it.each<[string, Handler, string]>([
    ['may not be read', answer(403, { reason: 'Forbidden', message: 'hunter2' }), 'cluster_forbidden'],
    ['is gone', answer(404, { message: 'hunter2' }), 'not_found'],
    ['is no JSON', (_request, response) => response.end('{"data":{"password":"hunter2'), 'cluster_failed'],
    [
      'ends half-way',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 999 }).write('{"data":{"password":"hunter2"')
        setTimeout(() => response.socket?.destroy(), 20)
      },
      'cluster_unreachable',
    ],
  ])('is in no error where the Secret %s', async (_name, handler, code) => {
    answerSecret = handler
    const error = toAppError(await show({}).catch((thrown: unknown) => thrown))
    expect(error.code).toBe(code)
    expect(error.cause).toBeUndefined()
    expect(JSON.stringify([error.message, error.fields, error.stack])).not.toContain('hunter2')
  })
})
