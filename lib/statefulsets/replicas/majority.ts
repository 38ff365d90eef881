import type { BudgetEffect } from './foresight.ts'

interface Members {
  readonly from: number
  readonly to: number
  /** Of the former ones, those that remain. */
  readonly stays: number
  readonly budgets: readonly Pick<BudgetEffect, 'name'>[]
}

/** What a vote takes of so many members. */
export function majorityOf(members: number): number {
  return Math.floor(members / 2) + 1
}

/**
 * Whether fewer of the members remain than a vote among the former ones takes. `quorum` for a set that a disruption
 * budget guards, as whoever makes a set of voters gives it one; a set that is stopped on purpose votes no more.
 */
export function lostMajority({ from, to, stays, budgets }: Members): 'quorum' | 'perhaps' | null {
  if (to === 0 || from < 3 || stays >= majorityOf(from)) return null
  return budgets.length > 0 ? 'quorum' : 'perhaps'
}
