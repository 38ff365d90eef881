import 'server-only'
import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import type { ProjectScope } from '../auth/scope.ts'
import { runProgram } from './program.ts'
import type { FileEntry } from './protocol.ts'
import type { ListFilesInput } from './schema.ts'
import { findRefusal } from './target.ts'

export type FolderView =
  | {
      readonly kind: 'folder'
      readonly uid: string
      /** As it is written without `..`. */
      readonly path: string
      readonly entries: readonly FileEntry[]
      /** There are more. */
      readonly isCut: boolean
    }
  /** `no_tools`: the image has neither find nor ls. */
  | {
      readonly kind: 'failed'
      readonly reason: 'not_running' | 'no_tools' | 'refused'
      readonly detail: string
    }

const maxListBytes = 1024 * 1024
export const maxEntries = 5000

/** What is in a folder of a container; read by the container's own programs, which no shell stands before. */
export async function listFiles(
  scope: ProjectScope<'pod:terminal'>,
  input: ListFilesInput,
): Promise<FolderView> {
  const found = await findRefusal(scope, input)
  if (found.refusal !== null) return { kind: 'failed', reason: 'not_running', detail: found.refusal.reason }
  const path = posix.normalize(input.folder)
  const inside = path.endsWith('/') ? path : `${path}/`
  // Where one entry ends and the next begins no name can say: the mark is made for this call.
  const mark = randomUUID()
  const stat = ['-exec', 'stat', '-c', `${mark}%f %s %Y %n`, '{}', '+']
  const full = await runProgram(
    scope,
    input,
    ['find', inside, '-mindepth', '1', '-maxdepth', '1', ...stat],
    maxListBytes,
  )
  // The output matters more than the code: a file may go while it is looked at, a folder inside may be closed. Of a stat
  // that is another one nothing can be read.
  const stats = full === null ? [] : readStats(full.output, mark, inside)
  const isRead = full !== null && (stats.length > 0 || (full.code === 0 && full.output.length === 0))
  const listed = isRead ? full : await runProgram(scope, input, ['ls', '-1Ap', inside], maxListBytes)
  if (listed === null) return { kind: 'failed', reason: 'no_tools', detail: '' }
  if (listed.code !== 0 && listed.output.length === 0)
    return { kind: 'failed', reason: 'refused', detail: lastWords(listed.complaint) }
  const all = isRead ? stats : readNames(listed.output)
  const entries = (listed.isCut ? all.slice(0, -1) : all).sort(byKindAndName)
  const isCut = listed.isCut || entries.length > maxEntries
  return { kind: 'folder', uid: found.pod.metadata.uid, path, entries: entries.slice(0, maxEntries), isCut }
}

/** Pure: `<mark><mode in hex> <size> <seconds> <path>` for each entry. */
export function readStats(output: Buffer, mark: string, inside: string): FileEntry[] {
  return cut(output, mark)
    .slice(1)
    .flatMap((bytes): FileEntry[] => {
      const { text, isOdd } = decode(bytes.subarray(0, -1))
      const parts = /^([\da-f]+) (\d+) (-?\d+) ([\s\S]*)$/.exec(text)
      if (parts === null) return []
      const [, mode = '', size, seconds, path = ''] = parts
      const name = path.startsWith(inside) ? path.slice(inside.length) : posix.basename(path)
      return [{ name, kind: kindOf(mode), size: Number(size), modifiedAt: Number(seconds), isOdd }]
    })
}

/** Pure: names by lines, folders with a slash; all that `ls` of any age can say. */
export function readNames(output: Buffer): FileEntry[] {
  const { text } = decode(output)
  const names = text.split('\n').filter((name) => name !== '')
  return names.map((line) => {
    const isFolder = line.endsWith('/')
    const name = isFolder ? line.slice(0, -1) : line
    const isOdd = name.includes('\ufffd')
    return { name, kind: isFolder ? 'folder' : 'file', size: null, modifiedAt: null, isOdd }
  })
}

/** stat(2): the type in the upper bits of the mode. */
function kindOf(mode: string): FileEntry['kind'] {
  const types = { 16384: 'folder', 32768: 'file', 40960: 'link' } as const
  const type = Number.parseInt(mode, 16) & 0xf000
  return types[type as keyof typeof types] ?? 'other'
}

function cut(bytes: Buffer, mark: string): Buffer[] {
  const parts: Buffer[] = []
  let from = 0
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, from)) {
    parts.push(bytes.subarray(from, at))
    from = at + mark.length
  }
  return [...parts, bytes.subarray(from)]
}

function decode(bytes: Buffer): { text: string; isOdd: boolean } {
  const text = bytes.toString('utf8')
  return { text, isOdd: !Buffer.from(text, 'utf8').equals(bytes) }
}

function byKindAndName(a: FileEntry, b: FileEntry): number {
  const rank = ({ kind }: FileEntry) => (kind === 'folder' ? 0 : 1)
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1)
}

/** `find: '/root/x': Permission denied` → its reason. */
function lastWords(complaint: string): string {
  const line = complaint.split('\n')[0] ?? ''
  return line.slice(line.lastIndexOf(': ') + 2) || line
}
