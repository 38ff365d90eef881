import 'server-only'
import { posix } from 'node:path'
import type { ProjectScope } from '../auth/scope.ts'
import { type Place, runProgram } from './program.ts'

type Scope = ProjectScope<'pod:terminal'>

/** What is at a path, links followed. */
export type FileFacts =
  | { readonly kind: 'file' | 'folder' | 'other'; readonly size: number }
  | { readonly kind: 'absent'; readonly detail: string }
  /** The image has no `stat`. */
  | { readonly kind: 'unknown' }

export async function readFileFacts(scope: Scope, place: Place, path: string): Promise<FileFacts> {
  const result = await runProgram(scope, place, ['stat', '-L', '-c', '%f %s', posix.normalize(path)], 1024)
  if (result === null) return { kind: 'unknown' }
  const [, mode, size] = /^([\da-f]+) (\d+)/.exec(result.output.toString('latin1')) ?? []
  if (mode === undefined) return { kind: 'absent', detail: result.complaint }
  const type = Number.parseInt(mode, 16) & 0xf000
  return { kind: type === 0x4000 ? 'folder' : type === 0x8000 ? 'file' : 'other', size: Number(size) }
}

/** The first of these programs that the image has; null when it has none. */
export async function findTool<Name extends string>(
  scope: Scope,
  place: Place,
  names: readonly Name[],
): Promise<Name | null> {
  for (const name of names) {
    if ((await runProgram(scope, place, [name, '--help'], 64 * 1024)) !== null) return name
  }
  return null
}
