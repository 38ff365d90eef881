'use client'

import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { scaleStatefulSet } from '@/app/projects/[project]/statefulsets/actions'

interface Props {
  readonly slug: string
  readonly name: string
  readonly replicas: number
  readonly ordinals: readonly number[]
}

/** Typed number and ±; nothing happens before the dialog is confirmed. */
export function ReplicaControl({ slug, name, replicas, ordinals }: Props) {
  const t = useTranslations('detail')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const [wanted, setWanted] = useState<number | null>(null)
  /** The number that the person saw when the dialog opened. */
  const [seen, setSeen] = useState<number | null>(null)
  const { run, isPending, failure, reset } = useAction(scaleStatefulSet)
  const to = wanted ?? replicas
  const close = () => {
    setSeen(null)
    reset()
  }
  const confirm = async () => {
    const done = await run(slug, { name, replicas: to, from: seen ?? replicas })
    if (done === null) return
    for (const warning of done.warnings) toast.warn(warning)
    toast.say(t('scaled', { name, replicas: to }))
    setWanted(null)
    close()
    router.refresh()
  }
  return (
    <Group align="flex-end" gap="xs">
      <NumberInput
        label={t('scale')}
        value={to}
        onChange={(value) => setWanted(typeof value === 'number' ? value : null)}
        min={0}
        max={10_000}
        allowDecimal={false}
        w={96}
        size="sm"
      />
      <Button size="sm" variant="default" disabled={to === replicas} onClick={() => setSeen(replicas)}>
        {t('scaleTo', { replicas: to })}
      </Button>
      <Modal
        opened={seen !== null}
        onClose={close}
        closeButtonProps={{ 'aria-label': common('close') }}
        title={t('scaleTitle', { name, from: seen ?? 0, to })}
      >
        <Stack>
          <ActionError failure={failure} />
          <Consequences name={name} from={seen ?? replicas} to={to} start={ordinals[0] ?? 0} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {common('cancel')}
            </Button>
            <Button onClick={() => void confirm()} loading={isPending} data-autofocus>
              {t('scaleTo', { replicas: to })}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  )
}

/** How many pods a dialog names one by one. */
const namedPods = 12

function Consequences(props: { name: string; from: number; to: number; start: number }) {
  const t = useTranslations('detail')
  const { name, from, to, start } = props
  const isDown = to < from
  const count = Math.abs(to - from)
  const podAt = (index: number) => `${name}-${start + (isDown ? from - 1 - index : from + index)}`
  const named = Array.from({ length: Math.min(count, namedPods) }, (_, index) => podAt(index))
  const pods = count > namedPods ? `${named.join(', ')} … ${podAt(count - 1)}` : named.join(', ')
  return (
    <>
      <Text size="sm">{t(isDown ? 'scaleDown' : 'scaleUp', { pods })}</Text>
      {isDown && <Text size="sm">{t('claimsStay')}</Text>}
    </>
  )
}
