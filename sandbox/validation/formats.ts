/** What is wrong with a text, in the words of k8s.io/apimachinery/pkg/util/validation; null when nothing is. */
export type Format = (text: string) => string | null

const lower = "lower case alphanumeric characters or '-'"
const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'

const matching =
  (pattern: RegExp, longest: number, why: string): Format =>
  (text) => {
    if (text.length > longest) return `must be no more than ${longest} characters`
    return pattern.test(text) ? null : why
  }

export const dnsLabel = matching(
  new RegExp(`^${label}$`),
  63,
  `a lowercase RFC 1123 label must consist of ${lower}, and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`,
)

export const dnsSubdomain = matching(
  new RegExp(`^${label}(\\.${label})*$`),
  253,
  `a lowercase RFC 1123 subdomain must consist of ${lower} or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${label}(\\.${label})*')`,
)

/** The name of a Service, which also is a name in DNS. */
export const dns1035Label = matching(
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  63,
  `a DNS-1035 label must consist of ${lower}, start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`,
)

export const labelValue = matching(
  /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  63,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
)

const namePart = matching(
  /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
  63,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
)

/** `name` or `example.com/name`. */
export const qualifiedName: Format = (text) => {
  const parts = text.split('/')
  if (parts.length > 2) return 'a qualified name must consist of a name with an optional DNS subdomain prefix'
  const prefix = parts.length === 2 ? dnsSubdomain(parts[0] ?? '') : null
  return prefix ?? namePart(parts.at(-1) ?? '')
}

export const portName: Format = (text) => {
  if (text.length > 15) return 'must be no more than 15 characters'
  if (!/^[-a-z0-9]+$/.test(text))
    return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'
  if (!/[a-z]/.test(text)) return 'must contain at least one letter (a-z)'
  if (text.includes('--')) return 'must not contain consecutive hyphens'
  return /^-|-$/.test(text) ? 'must not begin or end with a hyphen' : null
}

export const configKey = matching(
  /^(?!\.\.?$)[-._a-zA-Z0-9]+$/,
  253,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
)

/** Printable ASCII but `=`. */
export const environmentName = matching(
  /^[ -<>-~]+$/,
  Number.POSITIVE_INFINITY,
  "a valid environment variable name must consist only of printable ASCII characters other than '='",
)

export const relativePath: Format = (text) => {
  if (text.startsWith('/')) return 'must be a relative path'
  return text.split('/').includes('..') ? "must not contain '..'" : null
}
