import { z } from 'zod'

/** Lower case, so that `Ann` and `ann` are one person. */
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'required')
  .max(63, 'too_long')
  .regex(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/, 'username')

/** Long rather than odd (NIST SP 800-63B): no composition rules. The cap bounds the work of hashing. */
export const newPasswordSchema = z.string().min(12, 'password_short').max(256, 'too_long')

export const displayNameSchema = z
  .string()
  .trim()
  .min(1, 'required')
  .max(80, 'too_long')
  // Control and bidirectional characters could make one name look like another.
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'characters')

export const loginSchema = z.object({
  username: z.string().trim().toLowerCase().min(1, 'required').max(256, 'too_long'),
  password: z.string().min(1, 'required').max(256, 'too_long'),
})

/** The form behind a one-time link. The set-up link also asks who the first administrator is. */
export const joinSchema = z.strictObject({
  token: z.string().max(100),
  username: usernameSchema.optional(),
  displayName: displayNameSchema.optional(),
  password: newPasswordSchema,
})
export type JoinInput = z.infer<typeof joinSchema>

export const changePasswordSchema = z.strictObject({
  currentPassword: z.string().min(1, 'required').max(256, 'too_long'),
  newPassword: newPasswordSchema,
})
