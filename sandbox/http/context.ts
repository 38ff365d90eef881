import type { User } from '../api/access.ts'
import type { Api } from '../api/api.ts'
import type { AnyObject } from '../api/objects.ts'
import type { Faults } from '../faults.ts'
import type { Shells } from '../pods/shell.ts'

/** What the server serves from. */
export interface Context {
  readonly api: Api
  /** By token. */
  readonly users: ReadonlyMap<string, User>
  readonly faults: Faults
  readonly shells: Shells
  readonly pages: Pages
}

/** The lists that are being read page by page: what a continue token stands for. */
export type Pages = Map<string, Rest>

export interface Rest {
  readonly version: number
  readonly objects: readonly AnyObject[]
  /** Epoch ms. */
  readonly until: number
}
