/** One line of two texts: in both, only in the former, or only in the latter. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** Lines of a diff in order; a number stands for so many equal lines that are left out. */
export type FoldedDiff = readonly (DiffLine | number)[]

/** Beyond so many differences the shortest script is not looked for: it would take a square of that. */
const maxDistance = 500

/** A shortest script that makes the latter of the former (Myers, An O(ND) Difference Algorithm, 1986). */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0
  const shorter = Math.min(before.length, after.length)
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ sign: ' ', text }))
  const middle = [before.slice(start, before.length - end), after.slice(start, after.length - end)] as const
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(...middle),
    ...same(before.slice(before.length - end)),
  ]
}

/** Keeps so many equal lines around each difference. */
export function foldDiff(lines: readonly DiffLine[], context = 3): FoldedDiff {
  const isNear = new Set<number>()
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return
    for (let near = index - context; near <= index + context; near++) isNear.add(near)
  })
  const folded: (DiffLine | number)[] = []
  lines.forEach((line, index) => {
    const last = folded.at(-1)
    if (isNear.has(index)) folded.push(line)
    else if (typeof last === 'number') folded[folded.length - 1] = last + 1
    else folded.push(1)
  })
  return folded
}

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const rounds = findRounds(before, after)
  if (rounds === null) return [...before.map(removed), ...after.map(added)]
  const script: DiffLine[] = []
  let x = before.length
  let y = after.length
  for (let distance = rounds.length - 1; distance >= 0; distance--) {
    const reached = rounds[distance] ?? new Map<number, number>()
    const diagonal = x - y
    const isDown = goesDown(reached, diagonal, distance)
    const formerX = distance === 0 ? 0 : (reached.get(isDown ? diagonal + 1 : diagonal - 1) ?? 0)
    const formerY = distance === 0 ? 0 : formerX - (isDown ? diagonal + 1 : diagonal - 1)
    while (x > formerX && y > formerY) {
      script.push({ sign: ' ', text: before[--x] ?? '' })
      y--
    }
    if (distance === 0) break
    if (isDown) script.push(added(after[--y] ?? ''))
    else script.push(removed(before[--x] ?? ''))
  }
  return script.reverse()
}

/** For each distance, how far each diagonal was reached before it; null when the texts differ too much. */
function findRounds(before: readonly string[], after: readonly string[]): Map<number, number>[] | null {
  const rounds: Map<number, number>[] = []
  const reached = new Map([[1, 0]])
  for (let distance = 0; distance <= maxDistance; distance++) {
    rounds.push(new Map(reached))
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      const isDown = goesDown(reached, diagonal, distance)
      let x = isDown ? (reached.get(diagonal + 1) ?? 0) : (reached.get(diagonal - 1) ?? 0) + 1
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      reached.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return rounds
    }
  }
  return null
}

function goesDown(reached: ReadonlyMap<number, number>, diagonal: number, distance: number): boolean {
  const left = reached.get(diagonal - 1) ?? -1
  return diagonal === -distance || (diagonal !== distance && left < (reached.get(diagonal + 1) ?? -1))
}

const removed = (text: string): DiffLine => ({ sign: '-', text })
const added = (text: string): DiffLine => ({ sign: '+', text })
