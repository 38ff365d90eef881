'use server'

import { z } from 'zod'
import { platformAction } from '@/lib/action'
import { sandboxName } from '@/lib/clusters/sandbox'
import { AppError } from '@/lib/errors'
import { createUser as create, inviteUser as invite } from '@/lib/users/create'
import { inviteGuest as inviteToSandbox } from '@/lib/users/guest'
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

/** Only where nothing runs for real. */
export const inviteGuest = platformAction(
  'user:manage',
  z.strictObject({}),
  async (scope) => {
    const sandbox = sandboxName()
    if (sandbox === null) throw new AppError('not_found')
    return inviteToSandbox(scope, sandbox)
  },
  () => ({ target: 'guest', details: { invited: true } }),
)
