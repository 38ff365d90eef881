import 'server-only'
import { env } from '../env.ts'
import { routes } from '../routes.ts'
import { createSetupInvitation } from './invitations.ts'

/** The address at which the first administrator is made, or null once there is a user. */
export async function announceSetupLink(): Promise<string | null> {
  const token = await createSetupInvitation()
  return token === null ? null : `${publicUrl()}${routes.join(token)}`
}

export function publicUrl(): string {
  return (env.NEXTAUTH_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/+$/, '')
}
