import 'server-only'
import { randomUUID } from 'node:crypto'
import { db, noJson } from '../db/client.ts'
import { finishAs, type OperationEnd } from './finish.ts'

/** Another replica, or a person, has the operation by now: nothing more is done with it here. */
export class LeaseLost extends Error {}

export type OperationRow = Awaited<ReturnType<typeof readRow>>

interface Progress {
  readonly progress?: object
  readonly memo?: object
  readonly error?: object | null
}

/**
 * One claim of one operation. Whoever writes to the operation proves in the same statement that the claim still holds.
 * Times are the database's: the clocks of replicas may differ.
 */
export class Lease {
  readonly id: string
  readonly #owner: string
  readonly #ms: number

  private constructor(id: string, owner: string, ms: number) {
    this.id = id
    this.#owner = owner
    this.#ms = ms
  }

  /** Null when another one was faster. */
  static async claim(id: string, ms: number): Promise<Lease | null> {
    const owner = randomUUID()
    const claimed = await db().$executeRaw`
      UPDATE "Operation"
      SET "leaseOwner" = ${owner}, "leaseUntil" = now() + make_interval(secs => ${ms / 1000}::float8)
      WHERE "id" = ${id}::uuid AND "state" = 'running' AND ("leaseUntil" IS NULL OR "leaseUntil" < now())`
    return claimed === 1 ? new Lease(id, owner, ms) : null
  }

  /** Takes it away from whoever has it, for a person who decides its end. Null when it ended. */
  static async seize(id: string, ms: number): Promise<Lease | null> {
    const owner = randomUUID()
    const seized = await db().$executeRaw`
      UPDATE "Operation"
      SET "leaseOwner" = ${owner}, "leaseUntil" = now() + make_interval(secs => ${ms / 1000}::float8)
      WHERE "id" = ${id}::uuid AND "active" IS NOT NULL`
    return seized === 1 ? new Lease(id, owner, ms) : null
  }

  async renew(): Promise<void> {
    const renewed = await db().$executeRaw`
      UPDATE "Operation" SET "leaseUntil" = now() + make_interval(secs => ${this.#ms / 1000}::float8)
      WHERE "id" = ${this.id}::uuid AND "leaseOwner" = ${this.#owner} AND "active" IS NOT NULL`
    if (renewed !== 1) throw new LeaseLost()
  }

  read(): Promise<OperationRow> {
    return readRow(this.id)
  }

  async save({ error, ...data }: Progress): Promise<void> {
    const { count } = await db().operation.updateMany({
      where: { id: this.id, leaseOwner: this.#owner, active: { not: null } },
      data: { ...data, ...(error === undefined ? {} : { error: error ?? noJson }) },
    })
    if (count !== 1) throw new LeaseLost()
  }

  async finish(end: OperationEnd): Promise<void> {
    if (!(await finishAs(this.id, this.#owner, end))) throw new LeaseLost()
  }

  /** Lets others have it at once. */
  async release(): Promise<void> {
    await db().operation.updateMany({
      where: { id: this.id, leaseOwner: this.#owner },
      data: { leaseOwner: null, leaseUntil: null },
    })
  }
}

/** The unfinished operations that nobody is at, the oldest first. */
export function listIdle(): Promise<{ id: string; kind: string }[]> {
  return db().$queryRaw<{ id: string; kind: string }[]>`
    SELECT "id", "kind" FROM "Operation"
    WHERE "active" IS NOT NULL AND "state" = 'running' AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
    ORDER BY "createdAt" LIMIT 100`
}

function readRow(id: string) {
  return db().operation.findUniqueOrThrow({ where: { id } })
}
