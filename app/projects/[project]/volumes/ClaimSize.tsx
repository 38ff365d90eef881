import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

/** What a claim has; what it asks for, where that differs. */
export function ClaimSize({ asked, actual }: { asked: string; actual: string }) {
  const t = useTranslations('volumes')
  if (actual === '' || actual === asked) return asked
  return (
    <>
      {actual}{' '}
      <Text span size="xs" c="var(--state-changing)">
        {t('asks', { size: asked })}
      </Text>
    </>
  )
}
