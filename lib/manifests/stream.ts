import { AppError } from '../errors.ts'
import { readSegment, type Segment, type Source, segmentsOf, startLines } from './documents.ts'
import { textFault } from './guard.ts'

/** A text cut into its documents. */
interface Stream {
  readonly bom: string
  readonly segments: readonly Segment[]
  /** Of the documents that are not empty, their indexes among the segments. */
  readonly documents: readonly number[]
}

/** Throws `invalid` for a text beyond the limits of `parseManifests`. */
export function openStream(text: string): Stream {
  const fault = textFault(text)
  if (fault !== null) throw new AppError('invalid', { fields: [fault] })
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const segments = segmentsOf(text.slice(bom.length))
  const documents = [...segments.keys()].filter((index) => segments[index]?.empty === false)
  return { bom, segments, documents }
}

/** The segment of a document, read. Throws `invalid` for what cannot be a manifest, RangeError for a document that is not there. */
export function readDocument(text: string, document: number) {
  const stream = openStream(text)
  const index = stream.documents[document] ?? -1
  const segment = stream.segments[index]
  if (segment === undefined) throw new RangeError(`the text has no document ${document}`)
  const source = readSegment(segment.text)
  if (source.faults.length === 0) return { ...stream, index, source }
  const after = (startLines(stream.segments)[index] ?? 1) - 1
  throw new AppError('invalid', {
    fields: source.faults.map((fault) => ({ ...fault, line: after + (fault.line ?? 1) })),
  })
}

/** The text with one document edited, and every other byte as it was. */
export function edited(text: string, document: number, edit: (source: Source) => Source): string {
  const { bom, segments, index, source } = readDocument(text, document)
  const made = edit(source)
  if (made === source) return text
  return bom + segments.map((segment, at) => (at === index ? made.text : segment.text)).join('')
}
