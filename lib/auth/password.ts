import 'server-only'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's minimum for argon2id (the library's default kind): 19 MiB, two passes, one lane. Off the main thread. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Compared against when there is no such user, so that the answer takes the same time. */
let decoy: Promise<string> | undefined

export function hashPassword(password: string): Promise<string> {
  return hash(normalize(password), parameters)
}

/** Whether the password fits. Without a hash (unknown user, invitation not used) it costs the same and is false. */
export async function isPasswordCorrect(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('no user has this password')
  const fits = await verify(passwordHash ?? (await decoy), normalize(password))
  return fits && passwordHash !== null
}

/** The same password typed on two keyboards may arrive in two Unicode forms (NIST SP 800-63B 3.1.1.2). */
function normalize(password: string): string {
  return password.normalize('NFKC')
}
