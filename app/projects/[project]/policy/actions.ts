'use server'

import { platformAction } from '@/lib/action'
import { setPolicySchema } from '@/lib/projects/schema'
import { setPolicy as set } from '@/lib/projects/set-policy'

export const setPolicy = platformAction('project:policy', setPolicySchema, set, ({ slug, policy }) => ({
  target: slug,
  details: { policy: JSON.stringify(policy) },
}))
