'use client'

import { ActionIcon, Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import classes from './PortRows.module.css'
import type { TypedPort } from './port-rows'

interface Props {
  readonly ports: readonly TypedPort[]
  readonly onChange: (ports: readonly TypedPort[]) => void
  /** A headless Service needs no ports. */
  readonly mayBeEmpty: boolean
}

/** The ports of a Service, a row each. */
export function PortRows({ ports, onChange, mayBeEmpty }: Props) {
  const t = useTranslations('serviceDialog')
  const change = (id: number, part: Partial<TypedPort>) =>
    onChange(ports.map((port) => (port.id === id ? { ...port, ...part } : port)))
  const add = () => {
    const id = Math.max(0, ...ports.map((port) => port.id)) + 1000
    onChange([...ports, { id, was: null, name: '', port: '', targetPort: '', protocol: 'TCP' }])
  }
  return (
    <Stack gap={8} component="fieldset" bd={0} p={0} m={0}>
      <Text component="legend" size="sm" fw={600} p={0} mb={4}>
        {t('ports')}
      </Text>
      {ports.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(mayBeEmpty ? 'noPortsHeadless' : 'noPorts')}
        </Text>
      )}
      {ports.map(({ id, name, port, targetPort, protocol }, index) => (
        <div key={id} className={classes.row}>
          <TextInput
            aria-label={t('portName', { number: index + 1 })}
            placeholder={t('portNameHint')}
            value={name}
            spellCheck={false}
            onChange={(event) => change(id, { name: event.currentTarget.value.trim() })}
          />
          <TextInput
            aria-label={t('port', { number: index + 1 })}
            placeholder={t('portHint')}
            value={port}
            inputMode="numeric"
            onChange={(event) => change(id, { port: event.currentTarget.value.replace(/\D/g, '') })}
          />
          <TextInput
            aria-label={t('target', { number: index + 1 })}
            placeholder={t('targetHint')}
            value={targetPort}
            spellCheck={false}
            onChange={(event) => change(id, { targetPort: event.currentTarget.value.trim() })}
          />
          <NativeSelect
            aria-label={t('protocol', { number: index + 1 })}
            value={protocol}
            data={['TCP', 'UDP', 'SCTP']}
            onChange={(event) => change(id, { protocol: event.currentTarget.value as TypedPort['protocol'] })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removePort', { number: index + 1 })}
            onClick={() => onChange(ports.filter((one) => one.id !== id))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={add}
      >
        {t('addPort')}
      </Button>
    </Stack>
  )
}
