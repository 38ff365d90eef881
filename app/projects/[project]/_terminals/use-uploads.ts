'use client'

import { useRef, useState } from 'react'
import type { ErrorCode } from '@/lib/errors'
import type { TransferRefusal } from '@/lib/terminals/protocol'
import { prepareUpload } from './actions'
import { sendFile } from './send-file'

export type UploadState =
  | { readonly kind: 'sending'; readonly bytes: number }
  | { readonly kind: 'stored'; readonly tool: string }
  | { readonly kind: 'refused'; readonly refusal: TransferRefusal }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  | { readonly kind: 'lost' }

export interface Upload {
  readonly id: number
  readonly file: File
  readonly folder: string
  readonly state: UploadState
}

interface Place {
  readonly pod: string
  readonly uid: string
  readonly container: string
}

/** Files on their way into a container, one after the other. */
export function useUploads(slug: string, done: () => void) {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const count = useRef(0)
  const queue = useRef(Promise.resolve())
  const [gone] = useState(() => new AbortController())
  const set = (id: number, state: UploadState) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, state } : one)))

  const send = async (id: number, place: Place, folder: string, file: File, isReplacing: boolean) => {
    const input = { ...place, folder, name: file.name, size: file.size, isReplacing }
    const prepared = await prepareUpload(slug, input).catch(() => null)
    if (prepared === null) return set(id, { kind: 'lost' })
    if (!prepared.ok) return set(id, { kind: 'failed', code: prepared.code })
    const { value } = prepared
    if (value.kind === 'refused') return set(id, value)
    const progress = (bytes: number) => set(id, { kind: 'sending', bytes })
    set(id, await sendFile(value.ticket, file, progress, gone.signal))
    done()
  }
  const add = (place: Place, folder: string, file: File, isReplacing = false) => {
    const id = ++count.current
    setUploads((all) => [
      ...all.filter((one) => one.file !== file),
      { id, file, folder, state: { kind: 'sending', bytes: 0 } },
    ])
    queue.current = queue.current.then(() => send(id, place, folder, file, isReplacing))
  }
  return { uploads, add, stop: () => gone.abort() }
}
