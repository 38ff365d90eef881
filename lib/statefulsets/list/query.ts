import { type SetState, setStates } from '../state/state.ts'

/** What a list can be sorted by; the columns of the page, too. */
export const sortColumns = [
  'name',
  'state',
  'ready',
  'rollout',
  'project',
  'images',
  'claims',
  'age',
  'updated',
] as const
export type SortColumn = (typeof sortColumns)[number]

export const pageSizes = [25, 50, 100, 200] as const
const defaultSize = 50
const maxQueryLength = 200
/** A key of 253 + 1 + 63 characters, and a value of 63. */
const maxLabelLength = 400

/** Without a value: whatever it is. */
export interface LabelFilter {
  readonly key: string
  readonly value: string | null
}

/** What a list shows, as it stands in the address: always whole and sane, whatever was typed there. */
export interface ListQuery {
  /** As typed. */
  readonly q: string
  /** In lower case; a set must have all of them. */
  readonly words: readonly string[]
  /** Empty: all. */
  readonly states: readonly SetState[]
  /** A project's slug; '' for all. */
  readonly project: string
  readonly label: LabelFilter | null
  readonly sort: SortColumn
  readonly isDescending: boolean
  /** From 1. */
  readonly page: number
  readonly size: number
}

type RawQuery = Readonly<Record<string, string | string[] | undefined>>

/** Reads the parameters of an address. What is not understood is as if it were not there. */
export function readQuery(raw: RawQuery): ListQuery {
  const one = (name: string) => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined
    return (Array.isArray(value) ? value[0] : value) ?? ''
  }
  const q = one('q').slice(0, maxQueryLength)
  const chosen = one('state').split(',')
  return {
    q,
    words: q
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
    states: setStates.filter((state) => chosen.includes(state)),
    project: one('project').slice(0, 63),
    label: readLabel(one('label')),
    sort: sortColumns.find((column) => column === one('sort')) ?? 'name',
    isDescending: one('order') === 'desc',
    page: /^[1-9]\d{0,5}$/.test(one('page')) ? Number(one('page')) : 1,
    size: pageSizes.find((size) => String(size) === one('size')) ?? defaultSize,
  }
}

/** `key=value`, or `key` alone; null for what is none. */
export function readLabel(text: string): LabelFilter | null {
  const [key = '', ...value] = text.slice(0, maxLabelLength).trim().split('=')
  return key === '' ? null : { key, value: value.length === 0 ? null : value.join('=') }
}

export function labelText({ key, value }: LabelFilter): string {
  return value === null ? key : `${key}=${value}`
}

/** The address's part for a query: only what differs from the usual, in one order. */
export function writeQuery({ q, states, project, label, sort, isDescending, page, size }: ListQuery): string {
  const parameters = new URLSearchParams()
  const set = (name: string, value: string, isUsual: boolean) => !isUsual && parameters.set(name, value)
  set('q', q, q === '')
  set('state', states.join(','), states.length === 0)
  set('project', project, project === '')
  if (label !== null) set('label', labelText(label), false)
  set('sort', sort, sort === 'name')
  set('order', 'desc', !isDescending)
  set('page', String(page), page === 1)
  set('size', String(size), size === defaultSize)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
