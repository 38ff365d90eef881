import type { useTranslations } from 'next-intl'

type Translate = ReturnType<typeof useTranslations<never>>

/** The sentences of yaml-language-server 1.23 that a schema leads to; those of its YAML parser stay as they are. */
const sentences = [
  [/^Property .+ is not allowed\.$/, 'fields.unknown_field'],
  [/^Missing property "(.+)"\.$/, 'fields.manifest_missing'],
  [/^Incorrect type\. Expected "(.+)"\.$/, 'editor.wrongType'],
  [/^Value is not accepted\. Valid values: (.+)\.$/, 'editor.notAccepted'],
] as const

/** What the language server complains of, in the person's language. */
export function complaintText(t: Translate, message: string): string {
  for (const [pattern, key] of sentences) {
    const found = pattern.exec(message)
    if (found !== null) return t(key, { detail: found[1] ?? '' })
  }
  return message
}
