'use client'

import { ActionIcon, Alert, Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconUpload } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import type { FolderView } from '@/lib/terminals/list-files'
import { listFiles } from './actions'
import { FileTable } from './FileTable'
import type { TerminalTarget } from './terminal-state'
import { UploadList } from './UploadList'
import { useDownload } from './use-download'
import { useTransferText } from './use-transfer-text'
import { useUploads } from './use-uploads'

interface Props {
  readonly slug: string
  readonly target: TerminalTarget
  readonly onClose: () => void
}

/** The files of a container: one looks around, takes some, brings some. */
export function FilesDialog({ slug, target: { pod, uid, container }, onClose }: Props) {
  const t = useTranslations('terminal.files')
  const common = useTranslations('common')
  const transferText = useTransferText()
  const read = useAction(listFiles)
  const [view, setView] = useState<FolderView | null>(null)
  const [path, setPath] = useState('/')
  /** Counts what was asked for: an answer that comes late is of a former question. */
  const asked = useRef(0)
  const isTyping = useRef(false)
  const show = async (folder: string) => {
    const turn = ++asked.current
    isTyping.current = false
    setPath(folder)
    const found = await read.run(slug, { pod, uid, container, folder })
    if (found === null || turn !== asked.current) return
    setView(found)
    if (found.kind === 'folder' && !isTyping.current) setPath(found.path)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the dialog opens.
  useEffect(() => {
    void show('/')
  }, [])
  const folder = view?.kind === 'folder' ? view.path : null
  const place = { pod, container, uid: view?.kind === 'folder' ? view.uid : (uid ?? '') }
  const { uploads, add, stop } = useUploads(slug, () => folder !== null && void show(folder))
  const { fetchFile, failure, refusal } = useDownload(slug, place)
  const go = (event: FormEvent) => {
    event.preventDefault()
    void show(path.startsWith('/') ? path : `/${path}`)
  }
  const close = () => {
    stop()
    onClose()
  }
  const join = (name: string) => `${folder === '/' ? '' : folder}/${name}`
  return (
    <Modal
      opened
      size="xl"
      onClose={close}
      title={t('title', { pod, container })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="sm">
        <form onSubmit={go}>
          <Group gap="xs" wrap="nowrap">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t('up')}
              title={t('up')}
              disabled={folder === null || folder === '/'}
              onClick={() => show(`${folder ?? ''}/..`)}
            >
              <IconArrowUp size={16} aria-hidden />
            </ActionIcon>
            <TextInput
              style={{ flex: 1 }}
              ff="monospace"
              aria-label={t('path')}
              value={path}
              spellCheck={false}
              onChange={({ currentTarget: { value } }) => {
                isTyping.current = true
                setPath(value)
              }}
            />
            <FileButton
              multiple
              inputProps={{ 'aria-label': t('choose') }}
              onChange={(files) => {
                for (const file of files) if (folder !== null) add(place, folder, file)
              }}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  disabled={folder === null}
                  leftSection={<IconUpload size={15} aria-hidden />}
                >
                  {t('upload')}
                </Button>
              )}
            </FileButton>
          </Group>
        </form>
        <UploadList uploads={uploads} onReplace={(one) => add(place, one.folder, one.file, true)} />
        {view?.kind === 'failed' && (
          <Alert color="yellow">{t(`failures.${view.reason}`, { detail: view.detail })}</Alert>
        )}
        {refusal !== null && <Alert color="yellow">{transferText(refusal)}</Alert>}
        <ActionError failure={read.failure ?? failure} />
        {view?.kind === 'folder' && (
          <FileTable
            entries={view.entries}
            onOpen={(name) => show(join(name))}
            onFetch={(name, kind) => fetchFile(join(name), kind)}
          />
        )}
        {view?.kind === 'folder' && view.isCut && (
          <Text size="sm">{t('cut', { count: view.entries.length })}</Text>
        )}
        <Text size="xs" c="dimmed">
          {t('note')}
        </Text>
      </Stack>
    </Modal>
  )
}
