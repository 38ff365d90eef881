/**
 * How a field of a form stands in a manifest. Two laws: what was put is what one gets, and putting what one got changes
 * nothing. A value of another type than the field's is shown as text where it can be, and kept until it is typed over.
 */
export interface Lens<F> {
  get(value: unknown): F
  /** Undefined: the manifest does not name it. */
  put(field: F): unknown
}

export const textLens: Lens<string> = {
  get: shown,
  put: (field) => (field === '' ? undefined : field),
}

/** One of several words, of which the usual one need not be said. */
export function choiceLens(usual: string): Lens<string> {
  return { get: (value) => shown(value) || usual, put: (field) => field }
}

/** What stands for a text that is there and empty; no name can be it. */
export const noText = '""'

/** A name whose emptiness says something else than its absence, as that of a storage class does. */
export const wordLens: Lens<string> = {
  get: (value) => (value === '' ? noText : shown(value)),
  put: (field) => (field === noText ? '' : textLens.put(field)),
}

/** A whole number as it is typed; what is none goes in as text, so that nothing that was typed is lost. */
export const numberLens: Lens<string> = {
  get: shown,
  put: (field) => {
    if (field === '') return undefined
    return /^(?:0|-?[1-9]\d{0,14})$/.test(field) ? Number(field) : field
  },
}

/** On or off; what is usual is left out. */
export function flagLens(isUsual: boolean): Lens<boolean> {
  return {
    get: (value) => (typeof value === 'boolean' ? value : isUsual),
    put: (field) => (field === isUsual ? undefined : field),
  }
}

/** A list of texts, as of a command. */
export const linesLens: Lens<readonly string[]> = {
  get: (value) => (Array.isArray(value) ? value.map(shown) : []),
  put: (field) => (field.length === 0 ? undefined : field),
}

export interface Row {
  readonly key: string
  readonly value: string
}

/**
 * A map as rows, as of labels. A map has no two entries of one name and none without: of rows that share one, the
 * first is put, and the form keeps the others until they have names of their own (`isWhole`).
 */
export const rowsLens: Lens<readonly Row[]> = {
  get: (value) => Object.entries(asMap(value)).map(([key, one]) => ({ key, value: shown(one) })),
  put: (rows) => {
    const named = rows.filter(({ key }, index) => key !== '' && firstOf(rows, key) === index)
    return named.length === 0 ? undefined : Object.fromEntries(named.map(({ key, value }) => [key, value]))
  },
}

/** Whether a map can hold all of the rows, in their order. */
export function isWhole(rows: readonly Row[]): boolean {
  const back = rowsLens.get(rowsLens.put(rows))
  return (
    back.length === rows.length &&
    rows.every(({ key, value }, index) => back[index]?.key === key && back[index].value === value)
  )
}

function firstOf(rows: readonly Row[], key: string): number {
  return rows.findIndex((row) => row.key === key)
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function asMap(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}
