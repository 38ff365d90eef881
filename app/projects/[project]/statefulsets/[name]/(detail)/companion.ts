import type { RelatedBudget, RelatedService } from '@/lib/statefulsets/detail/related'

/** What stands beside the set, among others of its kind. */
export type Companion =
  | { readonly of: 'service'; readonly item: RelatedService; readonly items: readonly RelatedService[] }
  | { readonly of: 'budget'; readonly item: RelatedBudget; readonly items: readonly RelatedBudget[] }
