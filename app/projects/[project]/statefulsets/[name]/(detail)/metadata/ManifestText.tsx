'use client'

import { Button, Group, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import classes from './Metadata.module.css'

/** The manifest to read and to copy. */
export function ManifestText({ text }: { text: string }) {
  const t = useTranslations('metadata')
  const common = useTranslations('common')
  const [copied, setCopied] = useState('')
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(text))
  return (
    <section aria-labelledby="manifest">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="manifest">
          {t('manifest')}
        </Title>
        <Button variant="default" size="xs" onClick={copy}>
          {common(copied === text ? 'copied' : 'copy')}
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, with the keyboard as well. */}
      <pre className={classes.manifest} tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}
