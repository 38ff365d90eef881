import 'server-only'
import { randomUUID } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import type { z } from 'zod'
import { type AuditEntry, type AuditOutcome, finishAudit, startAudit } from './audit/record.ts'
import type { ProjectPermission } from './auth/permissions.ts'
import { proveAgain } from './auth/prove-again.ts'
import { requireSameOrigin } from './auth/request.ts'
import { type ProjectScope, requireProjectByCookie, requireProjectsByCookie } from './auth/scope.ts'
import { sessionCookie } from './auth/token.ts'
import { toDatabaseError } from './db/errors.ts'
import { AppError, isAppError, toAppError } from './errors.ts'
import { log } from './log.ts'

/**
 * A GET handler in a project that streams. It proves who asks and that they may before the first byte, then again every
 * few seconds; `signal` aborts when the right is lost (with the AppError that says why) or the reader is gone.
 */
export function projectStream<P extends ProjectPermission, S extends z.ZodType>(
  permission: P,
  schema: S,
  open: (scope: ProjectScope<P>, input: z.infer<S>, signal: AbortSignal) => Promise<Response>,
) {
  return async (request: Request, context: { params: Promise<{ project: string }> }): Promise<Response> => {
    const params = await context.params
    const prove = (cookie: string | undefined) => requireProjectByCookie(cookie, params.project, permission)
    return stream(request, params, schema, prove, open)
  }
}

/**
 * The same for what is taken away: the record says who began it, and when and how it ended; it is not begun where that
 * cannot be written. `facts` say what of, in facts that are no secret.
 */
export function recordedProjectStream<P extends ProjectPermission, S extends z.ZodType>(
  permission: P,
  action: string,
  schema: S,
  open: (scope: ProjectScope<P>, input: z.infer<S>, signal: AbortSignal) => Promise<Response>,
  facts: (input: z.infer<S>) => Pick<AuditEntry, 'target' | 'details'>,
) {
  return projectStream(permission, schema, async (scope, input, signal) => {
    const { slug, cluster, namespace } = scope.project
    const row = await startAudit({
      ...{ requestId: randomUUID(), action, projectSlug: slug, cluster, namespace },
      ...{ actorId: scope.user.id, actorName: scope.user.username },
      ...facts(input),
    })
    let isFinished = false
    const finish = async (outcome: AuditOutcome, code?: string) => {
      if (isFinished) return
      isFinished = true
      await finishAudit(row, outcome, code).catch((error: unknown) =>
        log.error({ error }, 'audit not finished'),
      )
    }
    /** A right that was lost says why; whatever else the signal says, the reader left. */
    const codeOf = (error: unknown) => {
      if (!signal.aborted) return toAppError(error).code
      return isAppError(signal.reason) ? signal.reason.code : undefined
    }
    // A reader that does not read would never hear of it.
    signal.addEventListener('abort', () => finish('failed', codeOf(signal.reason)), { once: true })
    try {
      const response = await open(scope, input, signal)
      return watched(response, (end) => {
        void (end.kind === 'whole'
          ? finish('succeeded')
          : finish('failed', end.kind === 'broken' ? codeOf(end.error) : undefined))
      })
    } catch (thrown) {
      await finish('failed', toAppError(thrown).code)
      throw thrown
    }
  })
}

/** The same over all projects in which the person may do this; it ends when they become others. */
export function projectsStream<P extends ProjectPermission, S extends z.ZodType>(
  permission: P,
  schema: S,
  open: (scopes: readonly ProjectScope<P>[], input: z.infer<S>, signal: AbortSignal) => Promise<Response>,
) {
  return async (request: Request): Promise<Response> => {
    const slugs = (scopes: readonly ProjectScope[]) => scopes.map(({ project }) => project.slug).join()
    let first: string | null = null
    const prove = async (cookie: string | undefined) => {
      const scopes = await requireProjectsByCookie(cookie, permission)
      first ??= slugs(scopes)
      if (first !== slugs(scopes)) throw new AppError('forbidden')
      return scopes
    }
    return stream(request, {}, schema, prove, open)
  }
}

async function stream<Proof, S extends z.ZodType>(
  request: Request,
  params: Readonly<Record<string, string>>,
  schema: S,
  prove: (cookie: string | undefined) => Promise<Proof>,
  open: (proof: Proof, input: z.infer<S>, signal: AbortSignal) => Promise<Response>,
): Promise<Response> {
  try {
    requireSameOrigin(await headers())
    const cookie = (await cookies()).get(sessionCookie().name)?.value
    const proof = await prove(cookie)
    const query = Object.fromEntries(new URL(request.url).searchParams)
    const input = schema.safeParse({ ...query, ...params })
    if (!input.success) throw new AppError('invalid')
    const lost = new AbortController()
    const response = await open(proof, input.data, AbortSignal.any([request.signal, lost.signal]))
    const stop = proveAgain(
      () => prove(cookie),
      (why) => lost.abort(why),
    )
    request.signal.addEventListener('abort', stop, { once: true })
    return watched(response, stop)
  } catch (thrown) {
    return errorResponse(thrown)
  }
}

/** A handler that anyone may call: health and the login's own routes. */
export function publicRoute(handle: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      return await handle(request)
    } catch (thrown) {
      return errorResponse(thrown)
    }
  }
}

type BodyEnd =
  | { readonly kind: 'whole' }
  /** Its reader went away. */
  | { readonly kind: 'left' }
  | { readonly kind: 'broken'; readonly error: unknown }

/** Calls `ended` when the body is over. */
function watched(response: Response, ended: (end: BodyEnd) => void): Response {
  if (response.body === null) {
    ended({ kind: 'whole' })
    return response
  }
  const reader = response.body.getReader()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await reader.read().catch((error: unknown) => {
          ended({ kind: 'broken', error })
          throw error
        })
        if (part?.value !== undefined) return controller.enqueue(part.value)
        ended({ kind: 'whole' })
        controller.close()
      },
      async cancel(reason) {
        ended({ kind: 'left' })
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}

function errorResponse(thrown: unknown): Response {
  const error = toAppError(toDatabaseError(thrown))
  if (error.code === 'unexpected') log.error({ error }, 'route failed')
  const headers = { 'Cache-Control': 'private, no-store' }
  return Response.json({ code: error.code }, { status: error.status, headers })
}
