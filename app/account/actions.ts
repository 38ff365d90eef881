'use server'

import { accountAction } from '@/lib/action'
import { changePasswordSchema } from '@/lib/auth/schema'
import { changePassword as change } from '@/lib/users/change-password'

export const changePassword = accountAction('account:password', changePasswordSchema, change)
