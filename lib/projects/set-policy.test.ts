import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformScope } from '../auth/scope.ts'
import { closeDatabase, db, openDatabase, openPglite } from '../db/client.ts'
import { toDatabaseError } from '../db/errors.ts'
import { defaultPolicy, readPolicy } from '../manifests/policy.ts'
import { setPolicy } from './set-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'ordinal-policy-'))
beforeAll(() => openDatabase(() => openPglite(folder)), 60_000)
afterAll(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

const admin = {} as PlatformScope<'project:policy'>

describe('the policy of a project', () => {
  it('is the default until an administrator sets it', async () => {
    const data = { slug: 'p', displayName: 'P', cluster: 'c', namespace: 'n' }
    const read = async () => {
      const project = await db().project.findUniqueOrThrow({ where: { slug: 'p' } })
      return readPolicy(project.policy)
    }
    await db().project.create({ data })
    const byDefault = await read()
    await setPolicy(admin, { slug: 'p', policy: { ...byDefault, allowHostPort: false } })
    expect(await read()).toEqual({ ...byDefault, allowHostPort: false })
  })

  it('of a project that is none is not found', async () => {
    const error: unknown = await setPolicy(admin, { slug: 'no', policy: defaultPolicy }).catch(
      (thrown: unknown) => thrown,
    )
    expect(toDatabaseError(error)).toMatchObject({ code: 'not_found' })
  })

  it('that cannot be read allows nothing', () => {
    expect(() => readPolicy('everything')).toThrow('cannot be read')
  })
})
