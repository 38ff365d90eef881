import type { ErrorCode } from '../../errors.ts'

/** What the cluster says about a draft before it is sent; read for the form, and never a reason to refuse. */
export interface PreflightFacts {
  /** Whether a set of this name is there. */
  readonly taken: boolean
  /** Which of the objects of a text are there already, as `<kind>/<name>`. */
  readonly standing: readonly string[]
  readonly services: readonly ServiceFact[]
  /** All claims of the namespace. */
  readonly claims: readonly ClaimFact[]
  /** The claims with the names that the set's pods will ask for: they are used again, with their data. */
  readonly reused: readonly ReusedClaim[]
  readonly classes: readonly StorageClassFact[]
  readonly nodes: NodeFacts
  readonly quota: QuotaFacts
  readonly configMaps: readonly KeysFact[]
  readonly secrets: readonly (KeysFact & { readonly type: string })[]
  /** Names. */
  readonly serviceAccounts: readonly string[]
}

export const preflightParts = [
  'taken',
  'standing',
  'services',
  'claims',
  'reused',
  'classes',
  'nodes',
  'quota',
  'configMaps',
  'secrets',
  'serviceAccounts',
] as const satisfies readonly (keyof PreflightFacts)[]
export type PreflightPart = (typeof preflightParts)[number]

/** One part, or why it cannot be told: without a right (`cluster_forbidden`) the others are told all the same. */
export type Told<T> = { readonly value: T } | { readonly value: null; readonly reason: ErrorCode }

/** The parts that were asked for. */
export type Preflight = { readonly [P in PreflightPart]?: Told<PreflightFacts[P]> }

export interface ServiceFact {
  readonly name: string
  readonly isHeadless: boolean
  readonly selector: Readonly<Record<string, string>>
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[]
}

export interface ClaimFact {
  readonly name: string
  /** A quantity: what it has, or what it asks for while it has nothing. */
  readonly size: string
  /** '' for none. */
  readonly className: string
  readonly accessModes: readonly string[]
  /** `Bound`, `Pending`, `Lost`, or `Terminating`. */
  readonly phase: string
}

export interface ReusedClaim extends ClaimFact {
  readonly template: string
  readonly ordinal: number
}

export interface StorageClassFact {
  readonly name: string
  readonly provisioner: string
  readonly isDefault: boolean
  readonly isExpandable: boolean
  readonly bindingMode: 'Immediate' | 'WaitForFirstConsumer'
}

export interface NodeFacts {
  /** Nodes that take pods (not cordoned). */
  readonly schedulable: number
  /** Those of them that have all the labels of the node selector. */
  readonly matching: number
}

export interface QuotaFacts {
  readonly quotas: readonly {
    readonly name: string
    /** Whether it counts only some pods; such a quota is shown and not reckoned with. */
    readonly isScoped: boolean
    readonly resources: readonly { readonly resource: string; readonly hard: string; readonly used: string }[]
  }[]
  readonly limits: readonly LimitFact[]
  /** How many more pods of this kind fit, with new claims each; null when no quota counts them. */
  readonly room: number | null
  /** What gives out first; null without a limit. */
  readonly scarce: string | null
  /** What a quota demands of each container and some name no value for: the cluster refuses such pods. */
  readonly unnamed: readonly string[]
}

type Quantities = Readonly<Record<string, string>>

/** One rule of a LimitRange. */
export interface LimitFact {
  /** `Container`, `Pod` or `PersistentVolumeClaim`. */
  readonly type: string
  readonly min: Quantities
  readonly max: Quantities
  readonly default: Quantities
  readonly defaultRequest: Quantities
}

export interface KeysFact {
  readonly name: string
  readonly keys: readonly string[]
}
