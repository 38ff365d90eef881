import { expect } from 'vitest'
import type { FieldError } from '../errors.ts'
import { checkManifests } from './check.ts'
import { type Manifest, parseManifests } from './parse.ts'
import { defaultPolicy, type Policy } from './policy.ts'

/** A set that is right, with its Service; a comment marks where a test may add to it. */
export const rightText = `apiVersion: v1
kind: Service
metadata: { name: db }
spec:
  clusterIP: None
  selector: { app: db }
  ports: [{ port: 80 }]
  #service
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  #metadata
spec:
  serviceName: db
  replicas: 3
  selector: { matchLabels: { app: db } }
  #set
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  template:
    metadata:
      labels: { app: db }
      #template
    spec:
      #pod
      containers:
        - name: main
          image: busybox:1.36
          #container
`

/** Where a fragment goes, and the path in front of those that are complained about. */
export const places = {
  service: 'spec.',
  metadata: 'metadata.',
  set: 'spec.',
  template: 'spec.template.metadata.',
  pod: 'spec.template.spec.',
  container: 'spec.template.spec.containers[0].',
} as const
export type Place = keyof typeof places

/** The right text with a fragment added, in place of what has the same key there. `line` is its first. */
export function withFragment(place: Place, fragment: string): { text: string; line: number; last: number } {
  const lines = rightText.split('\n')
  const mark = lines.findIndex((line) => line.trim() === `#${place}`)
  const indent = ' '.repeat(lines[mark]?.search(/#/) ?? 0)
  const key = /^[\w-]+:/.exec(fragment)?.[0] ?? fragment
  const isInDocument = (index: number) => index < 8 === mark < 8
  const same = lines.findIndex((line, index) => isInDocument(index) && line.startsWith(indent + key))
  const at = same === -1 ? mark : same
  const isBelow = (line: string) => line.startsWith(`${indent}  `)
  const end = lines.findIndex((line, index) => index > at && !isBelow(line))
  const isBlock = lines[at]?.endsWith(':') === true
  const added = fragment.split('\n').map((line) => indent + line)
  return {
    text: lines.toSpliced(at, isBlock ? end - at : 1, ...added).join('\n'),
    line: at + 1,
    last: at + added.length,
  }
}

export function parsed(text: string): readonly Manifest[] {
  const result = parseManifests(text)
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.manifests
}

/** What is wrong with a text, from parsing or from checking; never slow, but for what else the machine does. */
export function errorsOf(text: string, policy: Policy = defaultPolicy): readonly FieldError[] {
  let errors: readonly FieldError[] = []
  const times = [1, 2].map(() => {
    const start = performance.now()
    const result = parseManifests(text)
    errors = result.ok ? checkManifests(result.manifests, { namespace: 'team-a', policy }) : result.errors
    return performance.now() - start
  })
  expect(Math.min(...times)).toBeLessThan(200)
  return errors
}

/** The same as `code@line`. */
export function complaints(text: string): string[] {
  return errorsOf(text).map(({ code, line }) => `${code}@${line ?? ''}`)
}

/**
 * What is wrong with a fragment as `path: code`, the data of the sentence behind it; each complaint must be on a line of
 * the fragment.
 */
export function fragmentErrors(place: Place, fragment: string, policy: Policy = defaultPolicy): string[] {
  const { text, line, last } = withFragment(place, fragment)
  return errorsOf(text, policy).map((error) => {
    expect(error.line).toBeGreaterThanOrEqual(line)
    expect(error.line).toBeLessThanOrEqual(last)
    expect(error.document).toBe(place === 'service' ? 0 : 1)
    expect(error.path.startsWith(places[place])).toBe(true)
    const path = error.path.slice(places[place].length)
    return `${path}: ${error.code}${error.detail === undefined ? '' : ` (${error.detail})`}`
  })
}
