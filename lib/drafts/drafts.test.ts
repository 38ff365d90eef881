import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { bothDatabases } from '../db/testing.ts'
import { discardDraft } from './discard.ts'
import { findDraft, findEditDraft, getDraft } from './get.ts'
import { listDrafts } from './list.ts'
import type { DraftScope } from './own.ts'
import { saveDraft } from './save.ts'
import { maxDraftBytes, maxDrafts, saveDraftSchema, startDraftSchema } from './schema.ts'
import { startDraft, startEditDraft } from './start.ts'

const text = { title: 'web', content: 'kind: StatefulSet\n', pending: '{}' }

describe.each(bothDatabases())('drafts in %s', (_name, { open, prepare, remove }) => {
  let ann: DraftScope
  let annElsewhere: DraftScope
  let admin: DraftScope
  beforeAll(async () => {
    await prepare()
    await openDatabase(open)
    const person = (username: string, isAdmin: boolean) =>
      db().user.create({ data: { username, displayName: username, isAdmin } })
    const project = (slug: string) =>
      db().project.create({ data: { slug, displayName: slug, cluster: 'test', namespace: slug } })
    const [first, second] = [await project('one'), await project('two')]
    const [user, root] = [await person('ann', false), await person('root', true)]
    ann = { user, project: first } as unknown as DraftScope
    annElsewhere = { user, project: second } as unknown as DraftScope
    admin = { user: root, project: first } as unknown as DraftScope
  }, 60_000)
  beforeEach(() => db().draft.deleteMany())
  afterAll(async () => {
    await closeDatabase()
    await remove()
  })

  it('come back as they were typed', async () => {
    const { id } = await startDraft(ann, text)
    for (const content of ['', 'a: 1\r\n\tb', 'NUL \0 here', '名\u2028🙂', '{"a": "\\u0000"}']) {
      const { version } = await getDraft(ann, id)
      await saveDraft(ann, { id, version, ...text, content, pending: content })
      expect(await getDraft(ann, id)).toMatchObject({ content, pending: content, version: version + 1 })
    }
  })

  it('are listed for their owner alone, the last saved first', async () => {
    const { id: first } = await startDraft(ann, { ...text, title: 'first' })
    await startDraft(ann, { ...text, title: 'second' })
    await saveDraft(ann, { id: first, version: 1, ...text, title: 'first again' })
    expect((await listDrafts(ann)).map(({ title }) => title)).toEqual(['first again', 'second'])
    expect(await listDrafts(annElsewhere)).toEqual([])
    expect(await listDrafts(admin)).toEqual([])
  })

  it('of an edit are one for each set, and in no list of new ones', async () => {
    const { id } = await startEditDraft(ann, { uid: 'uid-1', ...text })
    await expect(startEditDraft(ann, { uid: 'uid-1', ...text })).rejects.toMatchObject({ code: 'conflict' })
    await startEditDraft(ann, { uid: 'uid-2', ...text, content: 'another' })
    await startEditDraft(admin, { uid: 'uid-1', ...text, content: 'of somebody else' })
    expect(await findEditDraft(ann, 'uid-1')).toMatchObject({ id, content: text.content })
    expect(await findEditDraft(ann, 'uid-3')).toBeNull()
    expect(await listDrafts(ann)).toEqual([])
    expect(await findDraft(ann, id)).toBeNull()
    await discardDraft(ann, { id })
    expect(await findEditDraft(ann, 'uid-1')).toBeNull()
  })

  it('of another tab are not overwritten, and the later tab is told', async () => {
    const { id, version } = await startDraft(ann, text)
    await saveDraft(ann, { id, version, ...text, content: 'of the first tab' })
    const late = saveDraft(ann, { id, version, ...text, content: 'of the second tab' })
    await expect(late).rejects.toMatchObject({ code: 'conflict' })
    expect(await getDraft(ann, id)).toMatchObject({ content: 'of the first tab', version: 2 })
  })

  it('saved by ten tabs at once are of one of them', async () => {
    const { id, version } = await startDraft(ann, text)
    const tabs = Array.from({ length: 10 }, (_, tab) =>
      saveDraft(ann, { id, version, ...text, content: `of tab ${tab}` }),
    )
    const outcomes = await Promise.allSettled(tabs)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await getDraft(ann, id)).toMatchObject({ version: 2 })
  })

  it('sent again after a lost answer are saved once', async () => {
    const { id, version } = await startDraft(ann, text)
    const save = { id, version, ...text, content: 'b' }
    expect(await saveDraft(ann, save)).toEqual({ version: 2 })
    expect(await saveDraft(ann, save)).toEqual({ version: 2 })
  })

  it('do not exist for anybody else, also not for an administrator, nor in another project', async () => {
    const { id, version } = await startDraft(ann, text)
    for (const scope of [admin, annElsewhere]) {
      await expect(getDraft(scope, id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(saveDraft(scope, { id, version, ...text })).rejects.toMatchObject({ code: 'not_found' })
      await discardDraft(scope, { id })
    }
    expect(await getDraft(ann, id)).toMatchObject({ ...text, version: 1 })
  })

  it.each(['', 'new', "'", randomUUID()])('are not found under the id %j', async (id) => {
    await expect(getDraft(ann, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('that were discarded stay gone', async () => {
    const { id, version } = await startDraft(ann, text)
    await discardDraft(ann, { id })
    await discardDraft(ann, { id })
    await expect(saveDraft(ann, { id, version, ...text })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listDrafts(ann)).toEqual([])
  })

  it('have a mark of their own each', async () => {
    const [one, two] = [await startDraft(ann, text), await startDraft(ann, text)]
    expect(one.requestId).not.toBe(two.requestId)
    expect(await getDraft(ann, one.id)).toMatchObject({ requestId: one.requestId })
  })

  it('are refused beyond fifty', async () => {
    for (let count = 0; count < maxDrafts; count++) await startDraft(ann, text)
    await expect(startDraft(ann, text)).rejects.toMatchObject({ fields: [{ code: 'drafts_too_many' }] })
    await startDraft(annElsewhere, text)
  })
})

describe('what a draft may hold', () => {
  it.each([
    ['1 MiB', 'x'.repeat(maxDraftBytes), true],
    ['more than 1 MiB', 'x'.repeat(maxDraftBytes + 1), false],
    ['more than 1 MiB in bytes', '名'.repeat(maxDraftBytes / 2), false],
  ])('%s', (_name, content, isTaken) => {
    expect(startDraftSchema.safeParse({ ...text, content }).success).toBe(isTaken)
  })

  it('is whole characters', () => {
    expect(startDraftSchema.parse({ ...text, content: 'a\ud83d' }).content).toBe('a\ufffd')
  })

  it('a title is what can be shown of it', () => {
    const id = randomUUID()
    const parsed = saveDraftSchema.parse({ id, version: 1, ...text, title: `a\0b\ud83d${'c'.repeat(200)}` })
    expect(parsed.title).toBe(`ab${'c'.repeat(96)}`)
  })
})
