'use server'

import { publicAction } from '@/lib/action'
import { recordEvent } from '@/lib/audit/record'
import { redeemInvitation } from '@/lib/auth/invitations'
import { joinSchema } from '@/lib/auth/schema'

/** Proven by the one-time token in the input. */
export const join = publicAction('invitation:redeem', joinSchema, async (input, requestId) => {
  const { userId, username } = await redeemInvitation(input)
  const entry = { requestId, actorId: userId, actorName: username, action: 'invitation:redeem' }
  await recordEvent(entry, 'succeeded')
  return { username }
})
