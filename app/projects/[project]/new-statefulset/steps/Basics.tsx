'use client'

import { InputBase, NativeSelect, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { textLens } from '@/lib/manifests/lens'
import { renameSet } from '@/lib/manifests/relate'
import { Existing, useDraftStore } from '../draft-context'
import { NumberField, TextField, useFieldTexts } from '../fields/fields'
import { useField } from '../fields/use-field'
import classes from './Basics.module.css'

export interface ProjectChoice {
  readonly slug: string
  readonly displayName: string
}

interface Props {
  readonly project: string
  readonly projects: readonly ProjectChoice[]
  readonly onProject: (slug: string) => void
}

/** 基本信息: name, project, replicas, description. */
export function Basics({ project, projects, onProject }: Props) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const isExisting = useContext(Existing)
  return (
    <Stack maw={560}>
      <TextField
        at={['set', 'metadata', 'name']}
        label="name"
        isRequired
        placeholder="mysql"
        write={(to, name) =>
          store.relate((text, manifests, before) => renameSet(text, manifests, to, before), name)
        }
      />
      <NativeSelect
        disabled={isExisting}
        label={t('fields.project')}
        {...(isExisting ? {} : { description: t('help.project') })}
        value={project}
        data={projects.map(({ slug, displayName }) => ({ value: slug, label: displayName }))}
        onChange={(event) => onProject(event.currentTarget.value)}
      />
      <NumberField at={['set', 'spec', 'replicas']} label="replicas" placeholder="1" />
      <Description />
    </Stack>
  )
}

function Description() {
  const texts = useFieldTexts('description')
  const at = ['set', 'metadata', 'annotations', 'ordinal.io/description'] as const
  const { ref, name, value, change, leave, error } = useField(at, textLens)
  return (
    <InputBase
      component="textarea"
      multiline
      classNames={{ input: classes.text }}
      {...texts}
      ref={ref}
      name={name}
      value={value}
      error={error}
      rows={2}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
