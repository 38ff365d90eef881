import { z } from 'zod'
import { type ContainerName, isContainerName, isObjectName, type ObjectName } from '../names.ts'
import { shells } from './protocol.ts'

const podName = z.string().refine((text): text is ObjectName => isObjectName(text))
const containerName = z.string().refine((text): text is ContainerName => isContainerName(text))
const uid = z.string().min(1).max(64)

export const prepareTerminalSchema = z.strictObject({
  pod: podName,
  /** Of the pod that was seen; null for whichever has the name now. */
  uid: uid.nullable(),
  container: containerName,
  shell: z.enum(['auto', ...shells]),
})
export type PrepareTerminalInput = z.infer<typeof prepareTerminalSchema>

/** What a ticket is for. */
export const shellPurposeSchema = prepareTerminalSchema.extend({ kind: z.literal('shell'), uid })
export type ShellPurpose = z.infer<typeof shellPurposeSchema>

export const clientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('resize'),
    columns: z.number().int().min(2).max(1000),
    rows: z.number().int().min(1).max(1000),
  }),
  /** So much of the output was drawn, counted from the beginning of the shell. */
  z.strictObject({ type: z.literal('ack'), offset: z.number().int().min(0) }),
  z.strictObject({ type: z.literal('ping') }),
  /** The person is there, though nothing is typed. */
  z.strictObject({ type: z.literal('awake') }),
  z.strictObject({ type: z.literal('end') }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

export const debugTargetSchema = z.strictObject({ pod: podName, container: containerName })
export type DebugTargetInput = z.infer<typeof debugTargetSchema>

export const addDebugSchema = debugTargetSchema.extend({ uid, image: z.string().min(1).max(255) })
export type AddDebugInput = z.infer<typeof addDebugSchema>

/** An absolute path in a container. No shell reads it; only NUL cannot be in one. */
const filePath = z
  .string()
  .min(1)
  .max(4000)
  .refine((path) => path.startsWith('/') && !path.includes('\0') && path.isWellFormed(), 'file_path')

const container = { pod: podName, uid, container: containerName }

export const listFilesSchema = z.strictObject({ ...container, uid: uid.nullable(), folder: filePath })
export type ListFilesInput = z.infer<typeof listFilesSchema>

export const downloadSchema = z.object({ ...container, path: filePath, kind: z.enum(['file', 'folder']) })
export type DownloadInput = z.infer<typeof downloadSchema>

export const prepareUploadSchema = z.strictObject({
  ...container,
  folder: filePath,
  /** One name, not a path. */
  name: z
    .string()
    .min(1)
    .max(255)
    .refine(
      (name) => !/[/\0]/.test(name) && name !== '.' && name !== '..' && name.isWellFormed(),
      'file_name',
    ),
  size: z.number().int().min(0),
  /** What is there under this name may be replaced. */
  isReplacing: z.boolean(),
})
export type PrepareUploadInput = z.infer<typeof prepareUploadSchema>

export const uploadPurposeSchema = prepareUploadSchema.extend({ kind: z.literal('upload') })
export type UploadPurpose = z.infer<typeof uploadPurposeSchema>

export const purposeSchema = z.discriminatedUnion('kind', [shellPurposeSchema, uploadPurposeSchema])
