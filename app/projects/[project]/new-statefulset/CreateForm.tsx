'use client'

import { Button, Stack, Textarea } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionError } from '@/app/_components/ActionError'
import { useAction } from '@/app/_components/use-action'
import { useToast } from '@/app/_components/use-toast'
import { maxManifestBytes, parseManifests } from '@/lib/manifests/parse'
import type { ActionFailure } from '@/lib/result'
import { routes } from '@/lib/routes'
import { createStatefulSet } from './actions'

/** The text stays as it is whatever happens; what the browser can tell by itself never travels. */
export function CreateForm({ slug }: { slug: string }) {
  const t = useTranslations('create')
  const router = useRouter()
  const toast = useToast()
  const [manifest, setManifest] = useState('')
  const [refused, setRefused] = useState<ActionFailure | null>(null)
  const { run, isPending, failure, reset } = useAction(createStatefulSet)
  const submit = async () => {
    reset()
    const parsed = manifest.length > maxManifestBytes ? parseManifests(manifest) : { ok: true as const }
    setRefused(parsed.ok ? null : { ok: false, code: 'invalid', fields: parsed.errors, requestId: '' })
    if (!parsed.ok) return
    const created = await run(slug, { manifest })
    if (created === null) return
    toast.say(t('created', { name: created.name }))
    for (const warning of created.warnings) toast.warn(warning)
    router.push(routes.statefulSet(slug, created.name))
  }
  return (
    <Stack maw={960}>
      <ActionError failure={refused ?? failure} />
      <Textarea
        label={t('manifest')}
        value={manifest}
        onChange={(event) => setManifest(event.currentTarget.value)}
        autosize
        minRows={18}
        maxRows={32}
        spellCheck={false}
        autoCapitalize="none"
        styles={{
          input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13, lineHeight: 1.5 },
        }}
      />
      <Button onClick={() => void submit()} loading={isPending} style={{ alignSelf: 'flex-start' }}>
        {t('submit')}
      </Button>
    </Stack>
  )
}
