'use client'

import { NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { textLens } from '@/lib/manifests/lens'
import { renameSet } from '@/lib/manifests/relate'
import { useDraftStore } from '../draft-context'
import { NumberField, TextField, useFieldTexts } from '../fields/fields'
import { useField } from '../fields/use-field'
import { useFact } from '../use-preflight'

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
  const isTaken = useFact('taken') === true
  return (
    <Stack maw={560}>
      <div>
        <TextField
          at={['set', 'metadata', 'name']}
          label="name"
          isRequired
          placeholder="mysql"
          write={(name) => store.relate((text, manifests) => renameSet(text, manifests, name))}
        />
        {isTaken && (
          <Text size="xs" c="var(--mantine-color-error)" role="status">
            {t('nameTaken')}
          </Text>
        )}
      </div>
      <NativeSelect
        label={t('fields.project')}
        description={t('help.project')}
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
    <Textarea
      {...texts}
      ref={ref}
      name={name}
      value={value}
      error={error}
      autosize
      minRows={2}
      maxRows={6}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={leave}
    />
  )
}
