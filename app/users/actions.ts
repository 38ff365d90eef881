'use server'

import { platformAction } from '@/lib/action'
import { createUser as create, inviteUser as invite } from '@/lib/users/create'
import { createUserSchema, selectUserSchema, setUserDisabledSchema } from '@/lib/users/schema'
import { setUserDisabled as setDisabled } from '@/lib/users/set-disabled'

export const createUser = platformAction(
  'user:manage',
  createUserSchema,
  create,
  ({ username, isAdmin }) => ({
    target: username,
    details: { isAdmin },
  }),
)

export const inviteUser = platformAction('user:manage', selectUserSchema, invite, ({ username }) => ({
  target: username,
  details: { invited: true },
}))

export const setUserDisabled = platformAction(
  'user:manage',
  setUserDisabledSchema,
  setDisabled,
  ({ username, disabled }) => ({ target: username, details: { disabled } }),
)
