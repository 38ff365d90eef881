import type { CSSProperties } from 'react'

/** One complaint of ours about the text; lines and columns count from 1. */
export interface CodeMarker {
  readonly line: number
  readonly column?: number
  readonly message: string
  readonly severity: 'error' | 'warning' | 'info'
}

/** Lines that are to stay as they are, both inclusive. Typing there is not prevented: what is wrong then is a complaint. */
export interface LockedRange {
  readonly from: number
  readonly to: number
  /** Why, and what to do instead. */
  readonly message: string
}

export interface CodeEditorProps {
  /** Comes back with its line endings and byte order mark wherever nobody typed. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** Our own complaints, beside those of the schema. */
  readonly markers: readonly CodeMarker[]
  readonly locked?: readonly LockedRange[]
  /** Where the JSON schema of a document is; null checks YAML alone. */
  readonly schemaUrl: string | null
  readonly readOnly?: boolean
  readonly label: string
  readonly height?: CSSProperties['height']
}
