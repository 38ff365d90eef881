import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isLocale, type Locale } from '@/lib/locales'

/** From the folder in which Ordinal is started, which every way of starting it makes the repository's root. */
const docs = () => join(process.cwd(), 'docs')

/** Null where there is no such chapter. */
export function readChapter(locale: Locale, chapter: string): Promise<string | null> {
  if (chapter !== 'README' && !/^[a-z]+$/.test(chapter)) return Promise.resolve(null)
  return readFile(join(docs(), 'guide', locale, `${chapter}.md`), 'utf8').catch(() => null)
}

/** Null where there is no such picture. */
export function readPicture(locale: string, name: string): Promise<Buffer | null> {
  if (!isLocale(locale) || !/^[a-z-]+\.png$/.test(name)) return Promise.resolve(null)
  return readFile(join(docs(), 'pictures', 'guide', locale, name)).catch(() => null)
}
