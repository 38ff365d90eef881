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
  get: shownText,
  put: (field) => (field === '' ? undefined : field),
}

/** One of several words, of which the usual one need not be said. */
export function choiceLens(usual: string): Lens<string> {
  return { get: (value) => shownText(value) || usual, put: (field) => field }
}

/** What stands for a text that is there and empty; no name can be it. */
export const noText = '""'

/** A name whose emptiness says something else than its absence, as that of a storage class does. */
export const wordLens: Lens<string> = {
  get: (value) => (value === '' ? noText : shownText(value)),
  put: (field) => (field === noText ? '' : textLens.put(field)),
}

/** A whole number as it is typed; what is none goes in as text, so that nothing that was typed is lost. */
export const numberLens: Lens<string> = {
  get: shownText,
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
  get: (value) => (Array.isArray(value) ? value.map(shownText) : []),
  put: (field) => (field.length === 0 ? undefined : field),
}

/** Any value as text, for a field of texts. */
export function shownText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
