import type { Cell } from '../rollout/rollout-foresight.ts'
import type { Rollout } from './rollout.ts'

/** Three ordered pods on the way from `web-1` to `web-2`, but for what is given. */
export function rollout(parts: Partial<Rollout> = {}): Rollout {
  return {
    start: 0,
    desired: 3,
    partition: 0,
    isOnDelete: false,
    isOrdered: true,
    maxUnavailable: null,
    minReadySeconds: 0,
    available: parts.desired ?? 3,
    currentRevision: 'web-1',
    updateRevision: 'web-2',
    generation: 2,
    isLagging: false,
    held: null,
    startups: [],
    ...parts,
  }
}

/** One letter a pod, from the first ordinal: see `letters`. */
export function cells(strip: string, start = 0): Cell[] {
  return [...strip].map((letter, index) => ({
    ordinal: start + index,
    isWanted: true,
    ...(letters[letter as keyof typeof letters] ?? letters['-']),
  }))
}

const letters = {
  o: { state: 'ready', isUpdated: false },
  N: { state: 'ready', isUpdated: true },
  x: { state: 'failing', isUpdated: false },
  X: { state: 'failing', isUpdated: true },
  s: { state: 'starting', isUpdated: true },
  t: { state: 'terminating', isUpdated: false },
  '-': { state: 'missing', isUpdated: null },
} as const
