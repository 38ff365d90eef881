import { Text } from '@mantine/core'
import { useTranslations } from 'next-intl'

/** Stands in place of what the person may not read any more. */
export function Refused() {
  const t = useTranslations('connection')
  return (
    <Text c="dimmed" my="xl" ta="center" role="alert">
      {t('refused')}
    </Text>
  )
}
