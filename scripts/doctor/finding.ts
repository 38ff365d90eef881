/** One line of what was looked at. With `fatal` Ordinal does not start; with `bad` it lacks something. */
export interface Finding {
  readonly state: 'good' | 'bad' | 'fatal'
  /** What is so, and where it is not good, the next step. */
  readonly text: string
}

export const good = (text: string): Finding => ({ state: 'good', text })
export const bad = (text: string): Finding => ({ state: 'bad', text })
export const fatal = (text: string): Finding => ({ state: 'fatal', text })
