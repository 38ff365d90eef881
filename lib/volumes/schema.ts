import { z } from 'zod'
import { isObjectName, type ObjectName } from '../names.ts'

/** The claim that the person saw, by the name that they typed. */
export const deleteClaimSchema = z
  .strictObject({
    name: z.string().refine((text): text is ObjectName => isObjectName(text), 'dns_subdomain'),
    uid: z.string().min(1).max(64),
    confirmation: z.string(),
  })
  .refine(({ name, confirmation }) => name === confirmation, {
    path: ['confirmation'],
    message: 'confirmation',
  })
export type DeleteClaimInput = z.infer<typeof deleteClaimSchema>
