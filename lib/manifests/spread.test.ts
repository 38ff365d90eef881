import { describe, expect, it } from 'vitest'
import { type Manifest, parseManifests } from './parse.ts'
import { fieldsOf, valueAt } from './read.ts'
import { otherRules, putSpread, spreadOf, spreads } from './spread.ts'
import { templateText } from './templates.ts'

const setIn = (text: string): Manifest => {
  const parsed = parseManifests(text)
  const set = parsed.ok ? parsed.manifests.find(({ kind }) => kind === 'StatefulSet') : undefined
  if (set === undefined) throw new Error(JSON.stringify(parsed))
  return set
}
const specIn = (text: string) => setIn(text).object.spec
const spreadIn = (text: string) => spreadOf(specIn(text))
const put = (text: string, spread: (typeof spreads)[number]) => putSpread(text, setIn(text), spread)

const bare = (selector: string, rest = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: ${selector}
  template:
    metadata: { labels: { app: web } }
    spec:
      # the pod
      containers: [{ name: main }] # one
${rest}`
const web = bare('{ matchLabels: { app: web } }')
const nodeAffinity = `      affinity:
        nodeAffinity: # by the team
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: disk, operator: In, values: [ssd] }]
`
const otherPods = `        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            # not beside the batch jobs
            - labelSelector: { matchLabels: { app: batch } }
              topologyKey: kubernetes.io/hostname
`
const byHand = bare('{ matchLabels: { app: web } }', nodeAffinity + otherPods)

describe('how pods keep away from each other', () => {
  it.each(spreads.map((spread) => [spread] as const))('%s is read as what it was written as', (spread) => {
    expect(spreadIn(put(web, spread))).toBe(spread)
  })

  it.each(spreads.map((spread) => [spread] as const))('from %s, no rule leaves no byte', (spread) => {
    expect(put(put(web, spread), 'none')).toBe(web)
    expect(put(put(byHand, spread), 'none')).toBe(byHand)
  })

  it('each chosen after the other is only the last', () => {
    const last = spreads.reduce(put, web)
    expect(last).toBe(put(web, 'zones'))
    expect(spreads.toReversed().reduce(put, last)).toBe(web)
  })

  it('is recognised in any order of keys, as in the template of a quorum', () => {
    const quorum = templateText('quorum', (key) => key)
    expect(spreadIn(quorum)).toBe('nodesPreferred')
    expect(put(quorum, 'nodesPreferred')).toBe(quorum)
    expect(spreadIn(put(quorum, 'nodesRequired'))).toBe('nodesRequired')
  })

  it('rules that were written by hand are none of them', () => {
    const pod = (spec: object, app = 'web') => ({
      selector: { matchLabels: { app } },
      template: { spec },
    })
    expect(spreadOf(pod({ affinity: { nodeAffinity: {} } }))).toBe('custom')
    const zones = fieldsOf(valueAt(specIn(put(web, 'zones')), ['template', 'spec']))
    expect(spreadOf(pod(zones))).toBe('zones')
    expect(spreadOf(pod(zones, 'other'))).toBe('custom')
  })

  it('rules that were written by hand stay, line by line, beside the one that is chosen', () => {
    for (const spread of spreads) {
      const text = put(byHand, spread)
      for (const line of byHand.split('\n')) expect(text).toContain(line)
      expect(spreadIn(text)).toBe(spread === 'none' ? 'custom' : spread)
      expect(otherRules(specIn(text))).toEqual(['nodeAffinity', 'podAntiAffinity'])
    }
  })
})

describe('whom the pods keep away from', () => {
  const selectors = (selector: string) =>
    ['nodesRequired', 'zones'].map((spread) => {
      const text = put(bare(selector), spread as 'zones')
      const pod = fieldsOf(valueAt(specIn(text), ['template', 'spec']))
      const place = ['podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 0]
      const term =
        spread === 'zones' ? valueAt(pod.topologySpreadConstraints, [0]) : valueAt(pod.affinity, place)
      return fieldsOf(term).labelSelector
    })

  it('is whom the whole selector of the set takes', () => {
    const expression = { key: 'app', operator: 'In', values: ['web'] }
    const only = { matchExpressions: [expression] }
    expect(selectors(JSON.stringify(only))).toEqual([only, only])
    const both = { matchLabels: { app: 'web' }, matchExpressions: [expression] }
    expect(selectors(JSON.stringify(both))).toEqual([both, both])
  })

  it('is the pods of the template where there is no selector, and never all', () => {
    const own = { matchLabels: { app: 'web' } }
    expect(selectors('{ matchLabels: {} }')).toEqual([own, own])
    const unlabelled = bare('{}').replace('{ labels: { app: web } }', '{}')
    expect(put(unlabelled, 'nodesRequired')).not.toContain('labelSelector')
  })
})
