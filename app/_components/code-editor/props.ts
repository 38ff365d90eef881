import type { CSSProperties } from 'react'

/** One complaint of ours about the text; lines and columns count from 1. */
export interface CodeMarker {
  readonly line: number
  readonly column?: number
  readonly message: string
  readonly severity: 'error' | 'warning' | 'info'
}

export interface CodeEditorProps {
  /** Comes back with its line endings and byte order mark wherever nobody typed. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** Our own complaints, beside those of the schema. */
  readonly markers: readonly CodeMarker[]
  /** Where the JSON schema of a document is; null checks YAML alone. */
  readonly schemaUrl: string | null
  readonly readOnly?: boolean
  readonly label: string
  readonly height?: CSSProperties['height']
}
