'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { listChanges } from '@/lib/audit/changes'
import { discardDraft as discard } from '@/lib/drafts/discard'
import { saveDraft as save } from '@/lib/drafts/save'
import { saveDraftSchema, selectDraftSchema, startEditDraftSchema } from '@/lib/drafts/schema'
import { startEditDraft as start } from '@/lib/drafts/start'
import { getEditable } from '@/lib/statefulsets/edit/get-editable'
import { tryUpdate as tryIt } from '@/lib/statefulsets/edit/try-update'
import { updateStatefulSet as update } from '@/lib/statefulsets/edit/update'
import { changedPaths } from '@/lib/statefulsets/edit/update-plan'
import { selectStatefulSetSchema, tryUpdateSchema, updateStatefulSetSchema } from '@/lib/statefulsets/schema'

export const updateStatefulSet = projectAction(
  'statefulset:edit',
  updateStatefulSetSchema,
  update,
  ({ name, uid, base, manifest, losing }) => ({
    target: name,
    details: {
      ...{ uid, changed: changedPaths(base, manifest).join(', ') },
      losing: losing.map((claim) => claim.name).join(' '),
    },
  }),
)

export const tryUpdate = unrecordedProjectAction('statefulset:edit', tryUpdateSchema, tryIt)

export const readEditable = unrecordedProjectAction(
  'statefulset:edit',
  selectStatefulSetSchema,
  (scope, { name }) => getEditable(scope, name, listChanges),
)

export const startEditDraft = unrecordedProjectAction('statefulset:edit', startEditDraftSchema, start)

export const saveEditDraft = unrecordedProjectAction('statefulset:edit', saveDraftSchema, save)

export const discardEditDraft = unrecordedProjectAction('statefulset:edit', selectDraftSchema, discard)
