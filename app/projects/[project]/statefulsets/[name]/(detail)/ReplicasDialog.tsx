'use client'

import { Modal } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Asked, ReplicasOperation } from './asked'
import { ReplicasProgress } from './ReplicasProgress'
import { ReplicasQuestion } from './ReplicasQuestion'
import { useSet } from './set-context'

interface Props {
  readonly operation: ReplicasOperation
  /** For a scale. */
  readonly to?: number
  readonly onClose: (isDone: boolean) => void
}

/** What a scale, a stop or a start will do; then how far the cluster is with it, and the way back. */
export function ReplicasDialog({ operation, to, onClose }: Props) {
  const t = useTranslations('replicas')
  const common = useTranslations('common')
  const { set } = useSet()
  const [question, setQuestion] = useState<{ operation: ReplicasOperation; to?: number }>({
    operation,
    ...(to === undefined ? {} : { to }),
  })
  const [asked, setAsked] = useState<Asked | null>(null)
  const { operation: now, to: wanted = 0 } = question
  return (
    <Modal
      opened
      onClose={() => onClose(asked !== null)}
      title={t(`${now}Title`, { name: set.name, to: wanted })}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {asked === null ? (
        <ReplicasQuestion
          key={`${now} ${wanted}`}
          {...question}
          onAsked={setAsked}
          onCancel={() => onClose(false)}
        />
      ) : (
        <ReplicasProgress
          asked={asked}
          onBack={(back) => {
            setQuestion(back)
            setAsked(null)
          }}
          onClose={() => onClose(true)}
        />
      )}
    </Modal>
  )
}
