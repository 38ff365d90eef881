import 'server-only'
import type { ProjectScope } from '../auth/scope.ts'
import { eventStream } from '../event-stream.ts'
import type { Hearing } from '../kubernetes/watch-loop.ts'
import type { ProjectClaim } from './row.ts'
import { watchedClaims } from './watched-claims.ts'

/** What changed; what did not is absent. */
export interface ClaimsDelta {
  /** The uids of the claims that are there now, in order. */
  readonly order?: readonly string[]
  /** The ones of them that are new or different. */
  readonly claims?: readonly ProjectClaim[]
  /** Why the cluster is not heard; null when it is. */
  readonly unheard?: Unheard | null
}

export interface Unheard extends Hearing {
  readonly cluster: string
  readonly state: Exclude<Hearing['state'], 'live'>
}

/** The claims of a project, then what changes, as server-sent events: `claims` with a ClaimsDelta, and `beat`. */
export function openLiveClaims(
  { project: { cluster, namespace } }: ProjectScope<'claim:view'>,
  signal: AbortSignal,
): Response {
  const watched = watchedClaims(cluster, namespace)
  const sender = new ClaimsDeltaSender()
  const next = async () => {
    watched.look()
    const { state, heardAt, code } = watched.hearing
    const unheard = state === 'live' ? null : { cluster, state, heardAt, code }
    const delta = sender.next(heardAt === null ? null : await watched.rows(), unheard)
    return delta === null ? null : { event: 'claims', data: JSON.stringify(delta) }
  }
  return eventStream({ next, onChange: (changed) => watched.onChange(changed) }, signal)
}

/** Compares what is there with what was sent last. */
export class ClaimsDeltaSender {
  #order = ''
  #unheard = ''
  /** Uid → the row in JSON. */
  #sent = new Map<string, string>()

  /** Null when the browser has it all. `rows` are null where they were never read: it keeps what it has. */
  next(rows: readonly ProjectClaim[] | null, unheard: Unheard | null): ClaimsDelta | null {
    const delta = { ...(rows === null ? {} : this.#compare(rows)), ...this.#compareUnheard(unheard) }
    return Object.keys(delta).length === 0 ? null : delta
  }

  #compare(rows: readonly ProjectClaim[]): ClaimsDelta {
    const texts = new Map(rows.map((row) => [row.uid, JSON.stringify(row)]))
    const claims = rows.filter(({ uid }) => texts.get(uid) !== this.#sent.get(uid))
    const order = [...texts.keys()]
    const isMoved = this.#order !== JSON.stringify(order)
    this.#sent = texts
    this.#order = JSON.stringify(order)
    return { ...(isMoved ? { order } : {}), ...(claims.length > 0 ? { claims } : {}) }
  }

  #compareUnheard(unheard: Unheard | null): ClaimsDelta {
    const text = JSON.stringify(unheard)
    if (text === this.#unheard) return {}
    this.#unheard = text
    return { unheard }
  }
}
