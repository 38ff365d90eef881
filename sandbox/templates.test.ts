import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { templateIds, templateText } from '../lib/manifests/templates.ts'
import type { AnyObject } from './api/objects.ts'
import { type ResourceName, resourceNames, resources } from './api/resources.ts'
import { Clock } from './clock.ts'
import { furnish } from './furnish.ts'
import { behaviourOf } from './pods/behaviours.ts'
import { linesBetween } from './pods/log-lines.ts'
import { Sandbox } from './sandbox.ts'

const writer = { manager: 'test' }
const begin = Date.parse('2026-01-15T12:00:00Z')

describe.each(templateIds)('the template %s on a sandbox', (id) => {
  const { api, queue } = new Sandbox({ users: new Map(), clock: new Clock(1, begin) })
  furnish(api)
  const resourceOf = (kind = '') =>
    resourceNames.find((name) => resources[name].kind === kind) as ResourceName
  for (const document of parseAllDocuments(templateText(id, (key) => key))) {
    const object = document.toJS() as AnyObject
    const metadata = { ...object.metadata, namespace: 'default' }
    // The account of a namespace is there after a moment.
    queue.runTo(api.clock.now() + 1000)
    api.create(resourceOf(object.kind), { ...object, metadata }, writer)
  }
  queue.runTo(begin + 120_000)

  it('becomes ready', () => {
    const [set] = api.store.list('statefulsets', 'default')
    expect(set?.status?.readyReplicas).toBe(set?.spec?.replicas)
  })

  it('logs what a server does, and nothing of its own source', () => {
    for (const pod of api.store.list('pods', 'default'))
      for (const container of pod.spec?.containers ?? []) {
        const { log: style, echoes } = behaviourOf(pod, container)
        const span = { from: begin, startedAt: begin, until: begin + 60_000 }
        const lines = [...linesBetween({ style, echoes, seed: pod.metadata.uid, ...span })]
        expect(lines.length).toBeGreaterThan(2)
        for (const { text } of lines) expect(text).toMatch(/^level=\w+ msg="[\w ]+"[^$>]*$/)
      }
  })
})
