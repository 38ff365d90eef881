import { VisuallyHidden } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import classes from './FateStrip.module.css'

export interface FateCell {
  readonly ordinal: number
  /** What a change of the replicas does to it, or a rollout. */
  readonly fate: 'stays' | 'ends' | 'comes' | 'replaced' | 'kept' | 'left' | 'current'
  readonly text: string
  /** Its turn, from 1. */
  readonly place?: number
  readonly isHeld?: boolean
  readonly isOld?: boolean
  /** Not ready now. */
  readonly isBad?: boolean
}

interface Props {
  readonly label: string
  readonly cells: readonly FateCell[]
  /** What stands for the cells that are not drawn. */
  readonly before?: string | null
  readonly after?: string | null
}

/** The ordinal strip with what will happen to each. */
export function FateStrip({ label, cells, before = null, after = null }: Props) {
  return (
    <ol className={classes.strip} aria-label={label}>
      {before !== null && <li className={classes.more}>{before}</li>}
      {cells.map((cell) => (
        <Cell key={cell.ordinal} {...cell} />
      ))}
      {after !== null && <li className={classes.more}>{after}</li>}
    </ol>
  )
}

function Cell({ ordinal, fate, text, place, isHeld, isOld, isBad }: FateCell) {
  return (
    <li
      className={classes.cell}
      data-fate={fate}
      data-held={isHeld}
      data-old={isOld}
      data-bad={isBad}
      title={text}
    >
      {fate === 'ends' && <IconMinus size={12} aria-hidden />}
      {fate === 'comes' && <IconPlus size={12} aria-hidden />}
      <span aria-hidden="true">{ordinal}</span>
      {place !== undefined && (
        <span className={classes.place} aria-hidden="true">
          {place}
        </span>
      )}
      <VisuallyHidden>{text}</VisuallyHidden>
    </li>
  )
}
