import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'
import type { Pod, StatefulSet } from './facts.ts'

const now = Date.parse('2026-01-01T00:01:00Z')

/**
 * Pods in words, ordinal by ordinal: `old` and `new` are ready pods of that revision, `!` makes one unready, `-` one on
 * its way out, `x` one that has ended, `.` none.
 */
function podsOf(words: string, start = 0): Pod[] {
  return words.split(' ').flatMap((word, index) => {
    if (word === '.') return []
    const revision = word.replace(/[!x-]/, '')
    const status = word.includes('!') ? 'False' : 'True'
    const metadata = {
      name: `web-${start + index}`,
      labels: { 'controller-revision-hash': revision },
      ...(word.includes('-') ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
    }
    const conditions = [{ type: 'Ready', status, lastTransitionTime: '2026-01-01T00:00:50Z' }]
    const phase = word.includes('x') ? 'Failed' : 'Running'
    return [{ metadata, status: { phase, conditions } } as unknown as Pod]
  })
}

function stepsOf(words: string, spec: object, stale: readonly number[] = []): string {
  const set = { metadata: { name: 'web' }, spec } as unknown as StatefulSet
  const start = (spec as { ordinals?: { start: number } }).ordinals?.start ?? 0
  const pods = podsOf(words, start)
  const hasStaleClaim = (ordinal: number) => stale.includes(ordinal)
  const steps = decide({ set, pods, updateRevision: 'new', hasStaleClaim, now })
  return steps.flatMap((step) => (step.do === 'repair' ? [] : `${step.do} ${step.ordinal}`)).join(', ')
}

const parallel = { podManagementPolicy: 'Parallel' }
const rolling = (fields: object) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: fields } })

describe('a set in order', () => {
  it.each([
    ['makes its first pod', '. . .', { replicas: 3 }, 'create 0'],
    ['makes the next when the one before is ready', 'new . .', { replicas: 3 }, 'create 1'],
    ['waits for one that is not ready', 'new! . .', { replicas: 3 }, ''],
    ['waits for one that is on its way out', 'new new- .', { replicas: 3 }, ''],
    ['waits until a pod is stable', 'new .', { replicas: 2, minReadySeconds: 30 }, ''],
    ['goes on when it is stable', 'new .', { replicas: 2, minReadySeconds: 10 }, 'create 1'],
    ['fills a gap before anything else', 'new . old new', { replicas: 3 }, 'create 1'],
    ['removes one that has ended, to make it anew', 'new newx new', { replicas: 3 }, 'delete 1'],
    ['begins where it is told to', '. .', { replicas: 2, ordinals: { start: 5 } }, 'create 5'],
    ['takes the highest away first', 'new new new', { replicas: 1 }, 'delete 2'],
    ['takes one away at a time', 'new new new-', { replicas: 1 }, ''],
    ['takes none away while a wanted one is not ready', 'new! new', { replicas: 1 }, ''],
    ['takes away the first unhealthy one', 'new new new!', { replicas: 1 }, 'delete 2'],
    ['waits with a second unhealthy one', 'new new! new!', { replicas: 0 }, ''],
    ['rolls from the highest down', 'old old old', { replicas: 3 }, 'delete 2'],
    ['rolls on when the new one is ready', 'old old new', { replicas: 3 }, 'delete 1'],
    ['is trapped by a broken pod, whatever its template', 'old old!', { replicas: 2 }, ''],
    ['stops at the partition', 'old old new', { replicas: 3, ...rolling({ partition: 2 }) }, ''],
    [
      'counts the partition in places',
      'old old',
      { replicas: 2, ordinals: { start: 5 }, ...rolling({ partition: 1 }) },
      'delete 6',
    ],
    [
      'rolls two at a time',
      'old old old',
      { replicas: 3, ...rolling({ maxUnavailable: 2 }) },
      'delete 2, delete 1',
    ],
    [
      'rounds a share down, but not to none',
      'old old old',
      { replicas: 3, ...rolling({ maxUnavailable: '25%' }) },
      'delete 2',
    ],
    [
      'rolls nothing by itself with OnDelete',
      'old old',
      { replicas: 2, updateStrategy: { type: 'OnDelete' } },
      '',
    ],
  ])('%s', (_name, pods, spec, expected) => expect(stepsOf(pods, spec)).toBe(expected))

  it('does not take over a claim that goes with its former pod', () => {
    expect(stepsOf('new .', { replicas: 2 }, [1])).toBe('')
  })
})

describe('a set that is larger than anything', () => {
  const replicas = 2 ** 31 - 1

  it('begins with its first pod', () => expect(stepsOf('.', { replicas })).toBe('create 0'))

  it('makes a part of its pods in one look', () => {
    const steps = stepsOf('new! .', { replicas, ...parallel }).split(', ')
    expect([steps.length, steps[0], steps.at(-1)]).toEqual([100, 'create 1', 'create 100'])
  })
})

describe('a set in parallel', () => {
  it.each([
    ['makes all at once', '. . .', { replicas: 3, ...parallel }, 'create 0, create 1, create 2'],
    ['waits for nobody', 'new! . new-', { replicas: 3, ...parallel }, 'create 1'],
    ['takes all away at once', 'new new! new', { replicas: 1, ...parallel }, 'delete 2, delete 1'],
    ['rolls one while all are ready', 'old old', { replicas: 2, ...parallel }, 'delete 1'],
    ['rolls none while one is not', 'old! old', { replicas: 2, ...parallel }, ''],
  ])('%s', (_name, pods, spec, expected) => expect(stepsOf(pods, spec)).toBe(expected))
})
