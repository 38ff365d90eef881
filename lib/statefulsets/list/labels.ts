import { labelText } from './query.ts'

/** More than anybody reads. */
const maxLabels = 50

export interface LabelCount {
  /** `key=value` */
  readonly text: string
  readonly count: number
}

/** How many sets have each label; the most frequent first. */
export function countLabels(sets: Iterable<Readonly<Record<string, string>>>): LabelCount[] {
  const counts = new Map<string, number>()
  for (const labels of sets)
    for (const [key, value] of Object.entries(labels)) {
      const text = labelText({ key, value })
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, maxLabels)
}
