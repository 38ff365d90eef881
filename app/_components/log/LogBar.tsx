'use client'

import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { IconArrowBarToDown, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { CopyButton } from './CopyButton'
import { DownloadButton } from './DownloadButton'
import classes from './LogView.module.css'
import { beginnings, type LogLook } from './log-look'
import type { ShownLines } from './shown-lines'
import type { LogModel } from './use-log'
import type { ChangeLook } from './use-look'

interface Props {
  readonly model: LogModel
  readonly look: LogLook
  readonly change: ChangeLook
  readonly selection: readonly [number, number] | null
  readonly shown: ShownLines
  readonly containers: readonly string[]
  readonly isOfSet: boolean
  readonly download: string
  readonly name: string
  readonly isFollowing: boolean
  readonly onFollow: () => void
}

const switches = ['time', 'wrap', 'json', 'previous'] as const

/** Whether it goes on, where it begins, how it looks, and what can be taken away. */
export function LogBar(props: Props) {
  const { model, look, change, selection, shown, containers, isOfSet, isFollowing } = props
  const t = useTranslations('logs')
  const { isPaused } = model.feed
  return (
    <div className={classes.bar}>
      <Button
        size="xs"
        variant="default"
        leftSection={
          isPaused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />
        }
        onClick={() => model.feed.setPaused(!isPaused)}
      >
        {t(isPaused ? 'goOn' : 'pause')}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBarToDown size={14} aria-hidden />}
        aria-pressed={isFollowing}
        onClick={props.onFollow}
      >
        {t('toEnd')}
      </Button>
      <NativeSelect
        size="xs"
        aria-label={t('from.label')}
        value={look.from}
        onChange={(event) => change({ from: event.currentTarget.value, at: '' })}
        data={[...beginnings, ...(look.from === 'at' ? (['at'] as const) : [])].map((value) => ({
          value,
          label: t(`from.${value}`),
        }))}
      />
      {isOfSet && containers.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={t('containers')}
          value={look.containers[0] ?? ''}
          onChange={(event) =>
            change({ containers: event.currentTarget.value ? [event.currentTarget.value] : [] })
          }
          data={[
            { value: '', label: t('everyContainer') },
            ...containers.map((value) => ({ value, label: value })),
          ]}
        />
      )}
      {switches.map((key) => (
        <Checkbox
          key={key}
          size="xs"
          label={t(key)}
          checked={look[key]}
          onChange={(event) => change({ [key]: event.currentTarget.checked })}
        />
      ))}
      <div className={classes.end}>
        <CopyButton store={model.feed.store} shown={shown} selection={selection} />
        <DownloadButton address={props.download} name={props.name} look={look} isOfSet={isOfSet} />
      </div>
    </div>
  )
}
