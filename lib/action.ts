import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import type { z } from 'zod'
import { type AuditEntry, finishAudit, recordEvent, startAudit } from './audit/record.ts'
import type { PlatformPermission, ProjectPermission } from './auth/permissions.ts'
import { requireSameOrigin } from './auth/request.ts'
import { type PlatformScope, type ProjectScope, requirePlatform, requireProject } from './auth/scope.ts'
import { requireUser, type SignedInUser } from './auth/session.ts'
import { toDatabaseError } from './db/errors.ts'
import { AppError, type FieldError, isAppError, toAppError } from './errors.ts'
import { log } from './log.ts'
import { type ActionResult, failed, succeeded } from './result.ts'

/** What the audit row says of the input: the object's name and facts that are no secret. */
export type Describe<Input> = (input: Input) => Pick<AuditEntry, 'target' | 'details'>

/**
 * The one way to change anything in a project: who, may they, what, do, record and answer. The action that this returns
 * takes the project's slug and the raw input.
 */
export function projectAction<P extends ProjectPermission, S extends z.ZodType, T>(
  permission: P,
  schema: S,
  perform: (scope: ProjectScope<P>, input: z.infer<S>) => Promise<T>,
  audit: Describe<z.infer<S>> = () => ({}),
): (slug: string, input: z.input<S>) => Promise<ActionResult<T>> {
  return async (slug, raw) =>
    answer(permission, async (requestId) => {
      const scope = await proveProject(requestId, String(slug), permission)
      const input = parseInput(schema, raw)
      const { slug: projectSlug, cluster, namespace } = scope.project
      const entry = {
        ...whoDid(requestId, scope.user, permission),
        projectSlug,
        cluster,
        namespace,
        ...audit(input),
      }
      return recorded(entry, () => perform(scope, input))
    })
}

/**
 * The same without a row in the record, for what changes nothing that anybody else can see: a person's own notes, which
 * are saved with every second of typing and would bury the record, and questions to the cluster. Refusals are recorded.
 */
export function unrecordedProjectAction<P extends ProjectPermission, S extends z.ZodType, T>(
  permission: P,
  schema: S,
  perform: (scope: ProjectScope<P>, input: z.infer<S>) => Promise<T>,
): (slug: string, input: z.input<S>) => Promise<ActionResult<T>> {
  return async (slug, raw) =>
    answer(permission, async (requestId) => {
      const scope = await proveProject(requestId, String(slug), permission)
      return perform(scope, parseInput(schema, raw))
    })
}

/** The same for what only administrators do. */
export function platformAction<P extends PlatformPermission, S extends z.ZodType, T>(
  permission: P,
  schema: S,
  perform: (scope: PlatformScope<P>, input: z.infer<S>) => Promise<T>,
  audit: Describe<z.infer<S>> = () => ({}),
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) =>
    answer(permission, async (requestId) => {
      const scope = await requirePlatform(permission)
      const input = parseInput(schema, raw)
      const entry = { ...whoDid(requestId, scope.user, permission), ...audit(input) }
      return recorded(entry, () => perform(scope, input))
    })
}

/** The same for what a person does to the own account. */
export function accountAction<S extends z.ZodType, T>(
  name: `account:${string}`,
  schema: S,
  perform: (user: SignedInUser, input: z.infer<S>) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) =>
    answer(name, async (requestId) => {
      const user = await requireUser()
      const input = parseInput(schema, raw)
      return recorded(whoDid(requestId, user, name), () => perform(user, input))
    })
}

/** For the few things that somebody without a session may do. `perform` does its own proof and records by itself. */
export function publicAction<S extends z.ZodType, T>(
  name: string,
  schema: S,
  perform: (input: z.infer<S>, requestId: string) => Promise<T>,
): (input: z.input<S>) => Promise<ActionResult<T>> {
  return async (raw) => answer(name, (requestId) => perform(parseInput(schema, raw), requestId))
}

async function answer<T>(name: string, run: (requestId: string) => Promise<T>): Promise<ActionResult<T>> {
  const requestId = randomUUID()
  try {
    requireSameOrigin(await headers())
    return succeeded(await run(requestId))
  } catch (thrown) {
    const error = toAppError(toDatabaseError(thrown))
    const level = error.code === 'unexpected' ? 'error' : 'info'
    log[level]({ requestId, action: name, code: error.code, error }, 'action failed')
    return failed(error, requestId)
  }
}

async function recorded<T>(entry: AuditEntry, perform: () => Promise<T>): Promise<T> {
  const id = await startAudit(entry)
  try {
    const value = await perform()
    await finish(id, 'succeeded')
    return value
  } catch (thrown) {
    await finish(id, 'failed', toAppError(toDatabaseError(thrown)))
    throw thrown
  }
}

/** The change is made or not by now; a row left at `started` says that the end is unknown, which is then the truth. */
async function finish(id: string, outcome: 'succeeded' | 'failed', error?: AppError): Promise<void> {
  await finishAudit(id, outcome, error?.code).catch((cause: unknown) => {
    log.error({ error: cause, auditEvent: id }, 'audit row not finished')
  })
}

/** The first two beats: who, and may they. A refusal is recorded. */
async function proveProject<P extends ProjectPermission>(
  requestId: string,
  projectSlug: string,
  permission: P,
): Promise<ProjectScope<P>> {
  const user = await requireUser()
  return requireProject(projectSlug, permission).catch(async (error: unknown) => {
    if (isAppError(error, 'forbidden')) {
      await recordEvent({ ...whoDid(requestId, user, permission), projectSlug }, 'refused', 'forbidden')
    }
    throw error
  })
}

function whoDid(requestId: string, user: SignedInUser, action: string) {
  return { requestId, actorId: user.id, actorName: user.username, action }
}

/** Throws `invalid` with one complaint for each field. */
function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.infer<S> {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(
    (issue): FieldError => ({ path: issue.path.join('.'), code: issue.message }),
  )
  throw new AppError('invalid', { fields })
}
