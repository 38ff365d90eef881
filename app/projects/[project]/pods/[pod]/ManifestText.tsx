'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconCopy, IconRefresh } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useToast } from '@/app/_components/use-toast'
import classes from './Pod.module.css'

/** The manifest as the cluster has it, to be read and copied. It is of the moment when the page was opened. */
export function ManifestText({ text }: { text: string }) {
  const t = useTranslations('pod')
  const common = useTranslations('common')
  const router = useRouter()
  const toast = useToast()
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => toast.say(common('copied')),
      () => toast.warn(t('notCopied')),
    )
  return (
    <>
      <Group gap="sm">
        <Button size="xs" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
          {common('copy')}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => router.refresh()}
        >
          {t('readAgain')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('manifestOfNow')}
        </Text>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it. */}
      <pre className={classes.manifest} tabIndex={0}>
        {text}
      </pre>
    </>
  )
}
