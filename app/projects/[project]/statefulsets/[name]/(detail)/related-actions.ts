'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import {
  foreseeCompanion as foresee,
  deleteCompanion as remove,
} from '@/lib/statefulsets/deletion/delete-companion'
import {
  deleteCompanionSchema,
  saveBudgetSchema,
  saveServiceSchema,
  selectCompanionSchema,
  selectServiceSchema,
} from '@/lib/statefulsets/edit/beside-schema'
import { saveBudget as budget } from '@/lib/statefulsets/edit/save-budget'
import { getService, saveService as service } from '@/lib/statefulsets/edit/save-service'

export const saveBudget = projectAction(
  'statefulset:edit',
  saveBudgetSchema,
  budget,
  ({ set, name, rule }) => ({
    target: set.name,
    details: { budget: name, [rule.kind]: rule.value },
  }),
)

export const saveService = projectAction(
  'statefulset:edit',
  saveServiceSchema,
  service,
  ({ set, name, ports, takesPods }) => ({
    target: set.name,
    details: {
      service: name,
      ports: ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', '),
      takesPods,
    },
  }),
)

export const readService = unrecordedProjectAction(
  'statefulset:edit',
  selectServiceSchema,
  (scope, { name }) => getService(scope, name),
)

export const foreseeCompanion = unrecordedProjectAction('statefulset:edit', selectCompanionSchema, foresee)

export const deleteCompanion = projectAction(
  'statefulset:edit',
  deleteCompanionSchema,
  remove,
  ({ set, resource, name, uid }) => ({ target: set.name, details: { deleted: `${resource}/${name}`, uid } }),
)
