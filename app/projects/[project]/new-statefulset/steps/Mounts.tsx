'use client'

import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { deleteIn, insertIn } from '@/lib/manifests/edit'
import { fieldsOf, isFields, listOf } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../draft-store'
import { Columns } from '../fields/Columns'
import { FlagField, TextField } from '../fields/fields'

const pod: At = ['set', 'spec', 'template', 'spec']

/** Where a volume is mounted, container by container. */
export function Mounts({ volume }: { volume: string }) {
  const t = useTranslations('create')
  const spec = fieldsOf(useManifestValue(pod))
  const kinds = ['containers', 'initContainers'] as const
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm" fw={500}>
        {t('fields.mounts')}
      </Text>
      {kinds.flatMap((kind) =>
        listOf(spec[kind]).map((container, index) => (
          <ContainerMounts
            // biome-ignore lint/suspicious/noArrayIndexKey: a container is its place in the manifest.
            key={`${kind}-${index}`}
            at={[...pod, kind, index]}
            container={container}
            volume={volume}
          />
        )),
      )}
    </Stack>
  )
}

function ContainerMounts({ at, container, volume }: { at: At; container: unknown; volume: string }) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const name = String((isFields(container) && container.name) || t('newContainer'))
  const mounts = listOf(fieldsOf(container).volumeMounts)
  const list: At = [...at, 'volumeMounts']
  const add = () => {
    store.flush()
    store.editAt(list, (text, document, path) =>
      insertIn(text, document, path, mounts.length, { name: volume, mountPath: '' }),
    )
  }
  const remove = (index: number) => {
    store.flush()
    store.editAt(list, (text, document, path) => deleteIn(text, document, [...path, index], path.length - 1))
  }
  return (
    <div>
      {mounts.map((mount, index) =>
        isFields(mount) && mount.name === volume ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a mount is its place in the manifest.
          <Group key={index} wrap="nowrap" align="flex-start" gap="xs" mb={6}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text size="xs" c="dimmed" mb={4}>
                {t('mountedIn', { container: name })}
              </Text>
              <Columns>
                <TextField
                  at={[...at, 'volumeMounts', index, 'mountPath']}
                  label="mountPath"
                  isRequired
                  isMono
                />
                <TextField at={[...at, 'volumeMounts', index, 'subPath']} label="subPath" isMono />
                <FlagField at={[...at, 'volumeMounts', index, 'readOnly']} label="readOnly" />
              </Columns>
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              mt={20}
              aria-label={t('unmount', { container: name })}
              onClick={() => remove(index)}
            >
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </Group>
        ) : null,
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} aria-hidden />}
        onClick={add}
      >
        {t('mountIn', { container: name })}
      </Button>
    </div>
  )
}
