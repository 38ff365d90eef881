/** What the server (SQLSTATE) or the way to it (errno) said, as what to do about it. */
const advice: Readonly<Record<string, string | undefined>> = {
  ENOTFOUND: 'Its name is not known. Look at the host in DATABASE_URL.',
  EAI_AGAIN: 'Its name is not known. Look at the host in DATABASE_URL, and at the DNS of this machine.',
  ECONNREFUSED: 'Nothing listens there. Start it, or look at the port in DATABASE_URL.',
  ETIMEDOUT: 'It does not answer. A firewall may be in between.',
  '28P01': 'It does not take the password in DATABASE_URL.',
  '28000': 'It does not let the user in DATABASE_URL in. Look at its pg_hba.conf.',
  '3D000': 'It has no such database. Create it, or look at the name in DATABASE_URL.',
  '53300': 'It has no connection left. Raise its max_connections.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Its certificate is not signed by a known authority. Add sslrootcert to DATABASE_URL.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'Its certificate is not signed by a known authority. Add sslrootcert to DATABASE_URL.',
}

/** Why there is no connection to a PostgreSQL, with the next step. The address is named, never its password. */
export function explainNoConnection(cause: unknown, url: string): string {
  const { host, pathname } = new URL(url)
  const { code = '', message = '' } = cause as { code?: string; message?: string }
  const isLate = message.includes('timeout')
  const next = advice[isLate ? 'ETIMEDOUT' : code] ?? (message || 'Look at DATABASE_URL.')
  return `PostgreSQL at ${host}${pathname} cannot be used. ${next}`
}
