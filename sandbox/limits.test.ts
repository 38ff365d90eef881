import { expect, it } from 'vitest'
import { Clock } from './clock.ts'
import { statefulSet } from './contract/sets.ts'
import { furnish } from './furnish.ts'
import { Sandbox } from './sandbox.ts'

it('a set that wants more pods than there can be is told so, and the sandbox goes on', () => {
  const { api, queue } = new Sandbox({ users: new Map(), clock: new Clock(1, 0) })
  const writer = { manager: 'test' }
  furnish(api)
  queue.runTo(1000)
  const { metadata, ...set } = statefulSet('web', {
    replicas: 2 ** 31 - 1,
    spec: { podManagementPolicy: 'Parallel' },
  })
  api.create('statefulsets', { ...set, metadata: { ...metadata, namespace: 'default' } }, writer)
  queue.runTo(20_000)
  expect(api.store.count('pods')).toBe(6000)
  const messages = api.store.list('events', 'default').map(({ message }) => message)
  expect(messages).toContainEqual(
    expect.stringMatching(/^Create Pod web-6000 .* the sandbox holds 6000 pods at most$/),
  )
  const waiting = api.store.list('pods', 'default').filter(({ spec }) => spec?.nodeName === undefined)
  expect(waiting.length).toBe(1500)
  expect(waiting[0]?.status?.conditions?.[0]?.message).toMatch(/^0\/3 nodes are available: 3 Too many pods\./)
}, 60_000)
