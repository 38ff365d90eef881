'use client'

import type { ComponentPropsWithoutRef } from 'react'
import { type ListQuery, writeQuery } from '@/lib/statefulsets/list/query'
import { type Ask, changed } from './use-list-query'

interface Props extends ComponentPropsWithoutRef<'a'> {
  readonly query: ListQuery
  readonly ask: Ask
  readonly change: Partial<ListQuery>
}

/** Another question as a link, so that it also works in a new tab, and before this page's script has come. */
export function AskLink({ query, ask, change, ...props }: Props) {
  return (
    <a
      {...props}
      href={writeQuery(changed(query, change)) || '?'}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        ask(change)
      }}
    />
  )
}
