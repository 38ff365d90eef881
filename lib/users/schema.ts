import { z } from 'zod'
import { displayNameSchema, usernameSchema } from '../auth/schema.ts'

export const createUserSchema = z.strictObject({
  username: usernameSchema,
  displayName: displayNameSchema,
  isAdmin: z.boolean(),
})
export type CreateUserInput = z.infer<typeof createUserSchema>

export const selectUserSchema = z.strictObject({ username: usernameSchema })
export type SelectUserInput = z.infer<typeof selectUserSchema>

export const setUserDisabledSchema = z.strictObject({ username: usernameSchema, disabled: z.boolean() })
export type SetUserDisabledInput = z.infer<typeof setUserDisabledSchema>
