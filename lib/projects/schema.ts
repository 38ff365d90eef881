import { z } from 'zod'
import { projectRoles } from '../auth/permissions.ts'
import { displayNameSchema, usernameSchema } from '../auth/schema.ts'
import { policySchema } from '../manifests/policy.ts'
import { isNamespaceName, isSlug, type NamespaceName } from '../names.ts'

const namespaceSchema = z
  .string()
  .min(1, 'required')
  .refine((text): text is NamespaceName => isNamespaceName(text), 'dns_label')

export const createProjectSchema = z.strictObject({
  displayName: displayNameSchema,
  slug: z.string().min(1, 'required').refine(isSlug, 'dns_label'),
  cluster: z.string().min(1, 'required').max(253, 'too_long'),
  namespace: namespaceSchema,
  /** Whether the namespace is made, or must be there already. */
  createNamespace: z.boolean(),
})
export type CreateProjectInput = z.infer<typeof createProjectSchema>

export const setMemberSchema = z.strictObject({
  username: usernameSchema,
  role: z.enum(projectRoles, 'required'),
})
export type SetMemberInput = z.infer<typeof setMemberSchema>

export const removeMemberSchema = z.strictObject({ username: usernameSchema })
export type RemoveMemberInput = z.infer<typeof removeMemberSchema>

export const setPolicySchema = z.strictObject({ slug: z.string().max(63), policy: policySchema })
export type SetPolicyInput = z.infer<typeof setPolicySchema>
