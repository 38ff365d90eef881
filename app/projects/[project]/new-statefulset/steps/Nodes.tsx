'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { RowsField } from '../fields/RowsField'
import { useFact } from '../use-preflight'

/** 节点选择器: the labels that a node must have, and how many have them now. */
export function Nodes() {
  const t = useTranslations('create')
  const nodes = useFact('nodes')
  return (
    <Stack maw={720}>
      <RowsField
        at={['set', 'spec', 'template', 'spec', 'nodeSelector']}
        label="nodeSelector"
        addLabel="addNodeLabel"
      />
      {nodes !== null && (
        <Text
          size="sm"
          c={nodes.matching === 0 ? 'var(--state-stuck)' : 'dimmed'}
          data-matching={nodes.matching}
        >
          {t('matchingNodes', { matching: nodes.matching, all: nodes.schedulable })}
        </Text>
      )}
    </Stack>
  )
}
