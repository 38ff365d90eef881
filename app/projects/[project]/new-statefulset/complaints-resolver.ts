import type { FieldValues, Resolver } from 'react-hook-form'
import type { DraftStore } from './draft-store'
import { fieldOf } from './field-at'

/**
 * Validates the form by its manifest: the schemas and rules of lib/manifests, which are the same for the code and the
 * import. A field's error is the complaint itself as JSON; the sentence is made where it is shown.
 */
export function complaintsResolver(store: DraftStore): Resolver<FieldValues> {
  return (values) => {
    const { complaints, parts } = store.state
    const errors: Record<string, { type: string; message: string }> = {}
    for (const complaint of complaints) {
      const field = fieldOf(complaint, parts)
      if (field !== null) errors[field] ??= { type: complaint.code, message: JSON.stringify(complaint) }
    }
    return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors }
  }
}
