'use client'

import { useLocalStorage } from '@mantine/hooks'

/** How the person likes the list; kept in this browser. */
export interface ListLook {
  readonly density: 'comfortable' | 'compact'
  readonly hidden: readonly string[]
}

const usual: ListLook = { density: 'comfortable', hidden: ['updated'] }

export function useListLook() {
  return useLocalStorage<ListLook>({ key: 'list-look', defaultValue: usual })
}
