'use client'

import { Alert, Button, FileButton, Group, Text, Textarea, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { fieldErrorText } from '@/app/_components/field-error-text'
import type { FieldError } from '@/lib/errors'
import { checkManifests } from '@/lib/manifests/check'
import { maxManifestBytes } from '@/lib/manifests/guard'
import { barsOf } from '@/lib/manifests/import-verdict'
import { type Manifest, parseManifests } from '@/lib/manifests/parse'
import type { Policy } from '@/lib/manifests/policy'
import { removeObject } from '@/lib/manifests/relate'
import { decodeText } from './decode-text'
import { Found } from './Found'
import classes from './Start.module.css'
import { useStanding } from './use-standing'

interface Props {
  readonly slug: string
  readonly namespace: string
  readonly policy: Policy
  readonly isPending: boolean
  readonly onTake: (text: string, title: string) => Promise<void>
}

/** 导入 YAML: a file that is dropped, chosen or pasted; says what each of its documents will become before it is taken. */
export function Import({ slug, namespace, policy, isPending, onTake }: Props) {
  const t = useTranslations('create.import')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<'tooLarge' | 'several' | 'notText' | null>(null)
  const [isOver, setOver] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  // What was pasted before the page had its scripts: React leaves it in the field and tells nobody.
  useEffect(() => setText((former) => former || (field.current?.value ?? '')), [])
  const take = async (files: readonly File[]) => {
    const [file] = files
    if (file === undefined) return
    if (file.size > maxManifestBytes) return setProblem('tooLarge')
    if (files.length > 1) return setProblem('several')
    const read = decodeText(new Uint8Array(await file.arrayBuffer()))
    setProblem(read === null ? 'notText' : null)
    if (read !== null) setText(read)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take([...event.dataTransfer.files])
  }
  const parsed = text.trim() === '' ? null : parseManifests(text)
  const manifests = parsed?.ok ? parsed.manifests : []
  const complaints =
    parsed === null ? [] : parsed.ok ? checkManifests(manifests, { namespace, policy }) : parsed.errors
  const bars = parsed?.ok ? barsOf(complaints) : complaints
  const set = manifests.find(({ kind }) => kind === 'StatefulSet')
  const standing = useStanding(slug, manifests)
  // From the end, so that those before keep their places.
  const leaveOut = (objects: readonly Manifest[]) => setText(objects.reduceRight(removeObject, text))
  return (
    <section>
      <Title order={2} mb={4}>
        {t('title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('text')}
      </Text>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button and the field below do the same. */}
      <div
        className={classes.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group gap="sm">
          <FileButton
            accept=".yaml,.yml,.json,text/*,application/json"
            onChange={(file) => file && void take([file])}
          >
            {(props) => (
              <Button {...props} variant="default" size="xs">
                {t('choose')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('drop')}
          </Text>
        </Group>
        <Textarea
          ref={field}
          aria-label={t('paste')}
          placeholder={t('paste')}
          value={text}
          autosize
          minRows={4}
          maxRows={16}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {problem !== null && <Alert color="red">{t(problem)}</Alert>}
        {manifests.length > 0 && (
          <Found manifests={manifests} bars={bars} standing={standing} onLeaveOut={leaveOut} />
        )}
        {bars.length > 0 && <Sentences title={t('cannot')} complaints={bars} color="red" />}
        {bars.length === 0 && complaints.length > 0 && (
          <Sentences
            title={t('mendable', { count: complaints.length })}
            complaints={complaints}
            color="yellow"
          />
        )}
        <Button
          style={{ alignSelf: 'flex-start', justifySelf: 'start' }}
          loading={isPending}
          disabled={parsed === null || bars.length > 0}
          onClick={() => void onTake(text, set?.name ?? '')}
        >
          {t('submit')}
        </Button>
      </div>
    </section>
  )
}

interface SentencesProps {
  readonly title: string
  readonly complaints: readonly FieldError[]
  readonly color: 'red' | 'yellow'
}

function Sentences({ title, complaints, color }: SentencesProps) {
  const t = useTranslations()
  return (
    <Alert color={color} role="alert" title={title}>
      {complaints.map((one) => (
        <Text
          key={`${one.line}:${one.path}:${one.code}:${one.detail}`}
          size="sm"
          style={{ overflowWrap: 'anywhere' }}
        >
          {one.line !== undefined && `${t('common.line', { line: one.line })} `}
          {one.path !== 'manifest' && <code>{`${one.path}: `}</code>}
          {fieldErrorText(t, one)}
        </Text>
      ))}
    </Alert>
  )
}
