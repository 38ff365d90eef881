'use client'

import { ActionIcon, Button, Text, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { ReactNode, Ref } from 'react'
import classes from './FieldGroup.module.css'
import { useFieldTexts } from './fields'
import type { FieldLabel } from './labels'

interface Props {
  readonly label: FieldLabel
  readonly addLabel: FieldLabel
  readonly onAdd: () => void
  /** What it is called stands above it already. */
  readonly isTitled?: boolean
  /** Why it stays as it is; left out where it need not. */
  readonly locked?: string
  readonly ref: Ref<HTMLFieldSetElement>
  readonly children: ReactNode
}

/** Things of one kind under each other, and the button that adds one. */
export function FieldGroup({ label, addLabel, onAdd, isTitled = false, locked, ref, children }: Props) {
  const t = useTranslations('create.fields')
  const { label: title, description } = useFieldTexts(label)
  return (
    <fieldset ref={ref} className={classes.group}>
      {isTitled ? (
        <VisuallyHidden component="legend">{title}</VisuallyHidden>
      ) : (
        <legend className={classes.title}>{title}</legend>
      )}
      {(locked ?? description) !== undefined && (
        <Text size="xs" c="dimmed">
          {locked ?? description}
        </Text>
      )}
      {children}
      {locked === undefined && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          className={classes.add}
          data-add
          onClick={onAdd}
        >
          {t(addLabel)}
        </Button>
      )}
    </fieldset>
  )
}

interface RemoveProps {
  readonly label: string
  readonly onClick: () => void
}

/** Takes one of them away. */
export function RemoveButton({ label, onClick }: RemoveProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      title={label}
      data-tool="remove"
      onClick={onClick}
    >
      <IconX size={16} aria-hidden />
    </ActionIcon>
  )
}
