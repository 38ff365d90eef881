/** What the system said (errno), as a sentence with the next step; null for what has nothing to do with files or ports. */
function explainErrno({ code: given, syscall, path, dest, port }) {
  const where = path ?? dest ?? 'a file'
  // So mkdir with its parents says it of a read-only file system.
  const code = given === 'ENOENT' && syscall === 'mkdir' ? 'EROFS' : given
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full: ${where} could not be written. Make room, or set ORDINAL_DATA to a folder on another disk.`
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      if (port !== undefined) return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
      return `${where} cannot be written. Let the user that starts Ordinal write there, or set ORDINAL_DATA to another folder.`
    case 'ENOTDIR':
    case 'EEXIST':
      return `${where} is no folder. Set ORDINAL_DATA to one.`
    case 'EADDRINUSE':
      return `Port ${port} is in use. Set PORT to a free one.`
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${where}. Look at HOST.`
    default:
      return null
  }
}

/** Why Ordinal cannot go on, as one sentence for whoever started it. */
export function explain(error) {
  if (!(error instanceof Error)) return String(error)
  return explainErrno(error) ?? error.message
}

const networkCodes = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/** What a tool says of a disk; in Rust's words, too. */
const diskCodes = [
  [/\bENOSPC\b|No space left on device|os error 28\b/, 'ENOSPC'],
  [/\bEROFS\b|Read-only file system|os error 30\b|\bENOENT: [^\n]*, mkdir\b/, 'EROFS'],
  [/\b(?:EACCES|EPERM)\b|Permission denied|os error 13\b/, 'EACCES'],
]

/** Why a folder of the checkout, which no setting moves, could not be written, from what a tool printed; else null. */
export function explainDisk(output, path) {
  const [, code] = diskCodes.find(([pattern]) => pattern.test(output)) ?? []
  return code === undefined ? null : explainErrno({ code, path }).replace(/, or set .*/, '.')
}

/** Why packages could not be installed, from what npm printed; null for what only its own words tell. */
export function explainNpm(output) {
  const disk = explainDisk(output, 'node_modules')
  if (disk !== null) return disk
  if (!networkCodes.test(output)) return null
  return 'The packages could not be downloaded: the npm registry cannot be reached. Connect to the network, or tell npm about a proxy or a mirror (npm config set proxy, registry), then start again. Once they are installed, no network is needed.'
}
