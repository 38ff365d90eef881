import { useFormatter, useTranslations } from 'next-intl'
import { type SetView, stripLetters } from '@/lib/statefulsets/list/row'
import type { OrdinalState } from '@/lib/statefulsets/state/ordinals'
import classes from './MiniStrip.module.css'

/** Cells that are drawn; the rest is counted. */
const maxCells = 12

const states = Object.fromEntries(
  Object.entries(stripLetters).map(([state, letter]) => [letter, state as OrdinalState]),
)

/** The ordinal strip, as small as a row: one cell an ordinal, from the lowest. The numbers beside it say the same in words. */
export function MiniStrip({
  strip,
  cells: all,
  firstOrdinal,
  isMixed,
}: Pick<SetView, 'strip' | 'cells' | 'firstOrdinal' | 'isMixed'>) {
  const t = useTranslations('ordinals')
  const format = useFormatter()
  const cells = [...strip].slice(0, maxCells)
  return (
    <span className={classes.strip} aria-hidden="true">
      {cells.map((letter, index) => {
        const state = states[letter.toLowerCase()] ?? 'missing'
        const ordinal = firstOrdinal + index
        return (
          <span
            key={ordinal}
            className={classes.cell}
            data-state={state}
            data-old={isMixed && letter !== letter.toUpperCase()}
            title={`${ordinal}: ${t(state)}`}
          />
        )
      })}
      {all > maxCells && <span>+{format.number(all - maxCells)}</span>}
    </span>
  )
}
