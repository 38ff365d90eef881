import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { makeTicket } from '../auth/tickets.ts'
import type { Refusal } from './protocol.ts'
import type { PrepareTerminalInput, ShellPurpose } from './schema.ts'
import { findRefusal, mayExec } from './target.ts'

export type Prepared =
  | { readonly kind: 'ticket'; readonly ticket: string; readonly uid: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A ticket for a shell in a container that runs, or why there is none. */
export async function prepareTerminal(
  scope: ProjectScope<'pod:terminal'>,
  input: PrepareTerminalInput,
): Promise<Prepared> {
  const found = await findRefusal(scope, input)
  if (found.refusal !== null) return { kind: 'refused', refusal: found.refusal }
  if (!(await mayExec(scope, input.pod))) return { kind: 'refused', refusal: { reason: 'no_access' } }
  const { uid } = found.pod.metadata
  const purpose: ShellPurpose = { ...input, kind: 'shell', uid }
  return { kind: 'ticket', ticket: await makeTicket(scope, purpose), uid }
}
