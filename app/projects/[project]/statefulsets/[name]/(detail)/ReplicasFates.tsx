'use client'

import { useTranslations } from 'next-intl'
import { type FateCell, FateStrip } from './FateStrip'
import { useSet } from './set-context'

/** Cells that are drawn at either side of the cut; the rest is counted. */
const around = 12

/** The ordinals that stay, those that end and those that come. */
export function ReplicasFates({ from, to }: { from: number; to: number }) {
  const t = useTranslations('foresight')
  const { set } = useSet()
  const unready = new Set(set.ordinals.filter(({ state }) => state !== 'ready').map(({ ordinal }) => ordinal))
  const cut = Math.min(from, to)
  const end = Math.max(from, to)
  const first = Math.max(0, cut - around)
  const last = Math.min(end, cut + around)
  const cells = Array.from({ length: last - first }, (_, index): FateCell => {
    const place = first + index
    const ordinal = set.start + place
    const fate = place < cut ? 'stays' : to < from ? 'ends' : 'comes'
    const isBad = place < from && unready.has(ordinal)
    return { ordinal, fate, isBad, text: t('stripCell', { ordinal, fate }) }
  })
  return (
    <FateStrip
      label={t('strip')}
      cells={cells}
      before={first > 0 ? `${set.start} …` : null}
      after={end > last ? `… ${set.start + end - 1}` : null}
    />
  )
}
