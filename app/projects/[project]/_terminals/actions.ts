'use server'

import { projectAction, unrecordedProjectAction } from '@/lib/action'
import { addDebugContainer as addDebug, lookForDebug as lookDebug } from '@/lib/terminals/debug'
import { checkDownload as check } from '@/lib/terminals/download'
import { listFiles as list } from '@/lib/terminals/list-files'
import { prepareTerminal as prepare } from '@/lib/terminals/prepare'
import {
  addDebugSchema,
  debugTargetSchema,
  downloadSchema,
  listFilesSchema,
  prepareTerminalSchema,
  prepareUploadSchema,
} from '@/lib/terminals/schema'
import { prepareUpload as prepareFile } from '@/lib/terminals/upload'

/** The record has the terminal itself, from its first byte on. */
export const prepareTerminal = unrecordedProjectAction('pod:terminal', prepareTerminalSchema, prepare)

export const lookForDebug = unrecordedProjectAction('pod:terminal', debugTargetSchema, lookDebug)

export const addDebugContainer = projectAction(
  'pod:terminal',
  addDebugSchema,
  addDebug,
  ({ pod, uid, container, image }) => ({ target: pod, details: { kind: 'debug', uid, container, image } }),
)

export const listFiles = unrecordedProjectAction('pod:terminal', listFilesSchema, list)

/** The record has what is taken, when it is. */
export const checkDownload = unrecordedProjectAction('pod:terminal', downloadSchema, check)
export const prepareUpload = unrecordedProjectAction('pod:terminal', prepareUploadSchema, prepareFile)
