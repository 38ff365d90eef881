import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './FateStrip.module.css'

interface Props {
  readonly start: number
  readonly from: number
  readonly to: number
  /** Ordinals that are not ready now. */
  readonly unready: ReadonlySet<number>
}

/** Cells that are drawn at either side of the cut; the rest is counted. */
const around = 12

/** The ordinals that stay, those that end and those that come. */
export function FateStrip({ start, from, to, unready }: Props) {
  const t = useTranslations('foresight')
  const cut = Math.min(from, to)
  const first = Math.max(0, cut - around)
  const last = Math.min(Math.max(from, to), cut + around)
  const hidden = Math.max(from, to) - last
  return (
    <ol className={classes.strip} aria-label={t('strip')}>
      {first > 0 && <li className={classes.more}>{`${start} …`}</li>}
      {Array.from({ length: last - first }, (_, index) => {
        const place = first + index
        const ordinal = start + place
        const fate = place < cut ? 'stays' : to < from ? 'ends' : 'comes'
        const isBad = place < from && unready.has(ordinal)
        return (
          <li key={ordinal} className={classes.cell} data-fate={fate} data-health={isBad ? 'bad' : 'good'}>
            {fate === 'ends' && <IconMinus size={12} aria-hidden />}
            {fate === 'comes' && <IconPlus size={12} aria-hidden />}
            <span aria-hidden="true">{ordinal}</span>
            <span className={classes.text}>{t('stripCell', { ordinal, fate })}</span>
          </li>
        )
      })}
      {hidden > 0 && <li className={classes.more}>{`… ${start + Math.max(from, to) - 1}`}</li>}
    </ol>
  )
}
