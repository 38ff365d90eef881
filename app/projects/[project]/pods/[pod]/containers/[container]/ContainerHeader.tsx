'use client'

import { Group, Stack, Title } from '@mantine/core'
import { ContainerState } from '../../ContainerState'
import { PodPath } from '../../PodPath'
import { useContainer } from './use-container'

/** Which container this is and how it is. */
export function ContainerHeader({ name }: { name: string }) {
  const container = useContainer(name)
  return (
    <Stack gap={4}>
      <PodPath isOfContainer />
      <Group gap="md" align="baseline">
        <Title order={1}>{name}</Title>
        {container !== null && <ContainerState container={container} />}
      </Group>
    </Stack>
  )
}
