import { WireReader } from './wire-reader'

export interface Progress {
  readonly bytes: number
  readonly lines: number
  /** 0 to 1, by the time of the last line between that of the first and now. */
  readonly share: number
  /** False when a part could not be read. */
  readonly isWhole: boolean
}

interface Form {
  readonly name: string
  /** The kubelet's timestamp before each line. */
  readonly withTime: boolean
  readonly withPod: boolean
}

const paceMs = 200
const newline = new Uint8Array([0x0a])

/** Reads a log to its end and has the browser save it. Throws when it is refused or breaks off: nothing is saved then. */
export async function saveLog(
  url: URL,
  form: Form,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Progress> {
  const response = await fetch(url, { signal, cache: 'no-store', redirect: 'error' })
  if (!response.ok || response.body === null) throw new Error(`the download was answered ${response.status}`)
  const { file, progress } = await gatherLog(response.body, form, tell)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${form.name}.log`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  return progress
}

/** A log as a file. Nothing of it is turned into text on the way. Throws where it ends without saying that this was all. */
export async function gatherLog(
  body: ReadableStream<Uint8Array>,
  form: Omit<Form, 'name'>,
  tell: (progress: Progress) => void,
): Promise<{ readonly file: Blob; readonly progress: Progress }> {
  const encoder = new TextEncoder()
  const startedAt = Date.now()
  const wire = new WireReader()
  const heads = new Map<number, Uint8Array<ArrayBuffer>>()
  let blobs: Blob[] = []
  let [bytes, lines, first, last, toldAt] = [0, 0, 0, 0, 0]
  let isWhole = true
  let isDone = false
  const share = () => (first === 0 ? 0 : Math.min(1, (last - first) / Math.max(1, startedAt - first)))
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const pieces: BlobPart[] = []
    for (const item of wire.push(part.value)) {
      if (item.kind === 'mark') {
        const { mark } = item
        isDone ||= mark.kind === 'done'
        if (mark.kind === 'source') heads.set(mark.n, encoder.encode(`${mark.pod} ${mark.container} `))
        isWhole &&=
          !['lost', 'gap', 'cut', 'more'].includes(mark.kind) || (mark.kind === 'more' && mark.count === 0)
        continue
      }
      if (item.kind === 'more') {
        pieces.push(item.text as Uint8Array<ArrayBuffer>)
        continue
      }
      if (lines > 0) pieces.push(newline)
      const head = form.withPod ? heads.get(item.n) : undefined
      if (head !== undefined) pieces.push(head)
      if (form.withTime) pieces.push(`${item.at} `)
      pieces.push(item.text as Uint8Array<ArrayBuffer>)
      first ||= item.time
      last = item.time
      lines++
    }
    bytes += part.value.length
    if (pieces.length > 0) blobs.push(new Blob(pieces))
    // A blob of blobs: the browser keeps large ones on the disk.
    if (blobs.length >= 256) blobs = [new Blob(blobs)]
    if (Date.now() - toldAt >= paceMs) {
      toldAt = Date.now()
      tell({ bytes, lines, share: share(), isWhole })
    }
  }
  if (!isDone) throw new Error('the download broke off')
  if (lines > 0) blobs.push(new Blob([newline]))
  const file = new Blob(blobs, { type: 'text/plain;charset=utf-8' })
  return { file, progress: { bytes, lines, share: 1, isWhole } }
}
