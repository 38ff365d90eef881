'use server'

import { projectAction } from '@/lib/action'
import { removeMember as remove, setMember as set } from '@/lib/projects/members'
import { removeMemberSchema, setMemberSchema } from '@/lib/projects/schema'

export const setMember = projectAction('member:manage', setMemberSchema, set, ({ username, role }) => ({
  target: username,
  details: { role },
}))

export const removeMember = projectAction('member:manage', removeMemberSchema, remove, ({ username }) => ({
  target: username,
  details: { removed: true },
}))
