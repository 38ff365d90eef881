'use client'

import { useTranslations } from 'next-intl'
import type { At } from '../field-at'
import { RemoveButton } from '../fields/FieldGroup'
import { FlagField } from '../fields/FlagField'
import { TextField } from '../fields/fields'
import { HolderError } from '../fields/HolderError'
import { Kept } from '../fields/Kept'
import classes from './Mounts.module.css'

interface Props {
  readonly at: At
  readonly container: string
  readonly isInit: boolean
  readonly onRemove: () => void
}

const shown = ['name', 'mountPath', 'subPath', 'readOnly']

/** One mount of a volume in a container. */
export function MountRow({ at, container, isInit, onRemove }: Props) {
  const t = useTranslations('create')
  return (
    <section className={classes.row} aria-label={t('mountedIn', { container })} data-item>
      <div className={classes.container} title={container}>
        {container}
        {isInit && <span className={classes.init}>{t('initShort')}</span>}
      </div>
      <TextField at={[...at, 'mountPath']} label="mountPath" isRequired isMono placeholder="/data" />
      <TextField at={[...at, 'subPath']} label="subPath" isMono />
      <div className={classes.flag}>
        <FlagField at={[...at, 'readOnly']} label="readOnly" />
      </div>
      <div className={classes.tool}>
        <RemoveButton label={t('unmount', { container })} onClick={onRemove} />
      </div>
      <div className={classes.rest}>
        <HolderError at={[[...at, 'name'], at]} />
        <Kept at={at} shown={shown} />
      </div>
    </section>
  )
}
