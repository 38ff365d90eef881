'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { discardDraft as discard } from '@/lib/drafts/discard'
import { saveDraft as save } from '@/lib/drafts/save'
import { saveDraftSchema, selectDraftSchema, startDraftSchema } from '@/lib/drafts/schema'
import { startDraft as start } from '@/lib/drafts/start'
import { createStatefulSet as create } from '@/lib/statefulsets/create/create'
import { tryCreate as tryIt } from '@/lib/statefulsets/create/try-create'
import { createStatefulSetSchema } from '@/lib/statefulsets/schema'

export const createStatefulSet = projectAction(
  'statefulset:create',
  createStatefulSetSchema,
  create,
  (input) => ({
    details: { bytes: input.manifest.length },
  }),
)

export const tryCreate = unrecordedProjectAction('statefulset:create', createStatefulSetSchema, tryIt)

export const startDraft = unrecordedProjectAction('statefulset:create', startDraftSchema, start)

export const saveDraft = unrecordedProjectAction('statefulset:create', saveDraftSchema, save)

export const discardDraft = unrecordedProjectAction('statefulset:create', selectDraftSchema, discard)
