'use client'

import { ActionIcon, Button, Group, TextInput } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ReplicasDialog } from './ReplicasDialog'
import { useSet } from './set-context'

const most = 10_000

/** Typed number and ±; nothing happens before the dialog is confirmed. */
export function ReplicaControl() {
  const t = useTranslations('replicas')
  const fields = useTranslations('fields')
  const { set } = useSet()
  /** What was typed; null follows the set. */
  const [text, setText] = useState<string | null>(null)
  const [asked, setAsked] = useState<number | null>(null)
  const typed = text ?? String(set.desired)
  const wanted = /^\d{1,5}$/.test(typed) && Number(typed) <= most ? Number(typed) : null
  const isNew = wanted !== null && wanted !== set.desired
  const step = (by: number) => {
    const next = Math.min(most, Math.max(0, (wanted ?? set.desired) + by))
    setText(next === set.desired ? null : String(next))
  }
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isNew) setAsked(wanted)
        }}
      >
        <Group align="flex-start" gap={6}>
          <TextInput
            label={t('label')}
            value={typed}
            onChange={(event) => setText(event.currentTarget.value)}
            error={wanted === null && fields('replicas')}
            inputMode="numeric"
            autoComplete="off"
            size="sm"
            w={150}
            leftSection={
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('fewer')}
                disabled={wanted === 0}
                onClick={() => step(-1)}
              >
                <IconMinus size={15} />
              </ActionIcon>
            }
            rightSection={
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('more')}
                disabled={wanted === most}
                onClick={() => step(1)}
              >
                <IconPlus size={15} />
              </ActionIcon>
            }
            styles={{ input: { textAlign: 'center' } }}
          />
          {(isNew || text !== null) && (
            <Group gap={6} mt={24}>
              <Button type="submit" size="sm" disabled={!isNew}>
                {t('ask', { to: wanted ?? '' })}
              </Button>
              <Button size="sm" variant="subtle" color="gray" onClick={() => setText(null)}>
                {t('keep', { from: set.desired })}
              </Button>
            </Group>
          )}
        </Group>
      </form>
      {asked !== null && (
        <ReplicasDialog
          operation="scale"
          to={asked}
          onClose={(isDone) => {
            setAsked(null)
            if (isDone) setText(null)
          }}
        />
      )}
    </>
  )
}
