import { rmSync } from 'node:fs'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDatabase, db, openDatabase } from '../db/client.ts'
import { createInvitation, createSetupInvitation, findInvitation, redeemInvitation } from './invitations.ts'
import { logIn } from './log-in.ts'
import { hashPassword, isPasswordCorrect } from './password.ts'
import { absoluteLimitSeconds, idleLimitSeconds, readSessionClaims, renewSessionCookie } from './token.ts'

const { folder, secret } = vi.hoisted(() => {
  const name = `ordinal-auth-${process.pid}`
  process.env.ORDINAL_DATA = `/tmp/${name}`
  process.env.NEXTAUTH_SECRET = 'a secret for tests, longer than thirty-two'
  return { folder: process.env.ORDINAL_DATA, secret: process.env.NEXTAUTH_SECRET }
})
const password = 'correct horse battery'

beforeAll(() => openDatabase())
afterAll(async () => {
  await closeDatabase()
  rmSync(folder, { recursive: true, force: true })
})

describe('logging in', () => {
  beforeEach(async () => {
    await db().user.deleteMany()
    await db().loginThrottle.deleteMany()
    const passwordHash = await hashPassword(password)
    const people = [
      { username: 'ann', passwordHash },
      { username: 'gone', passwordHash, disabledAt: new Date() },
      { username: 'invited', passwordHash: null },
    ]
    await db().user.createMany({
      data: people.map((person) => ({ displayName: person.username, ...person })),
    })
  })

  it('needs the right name and password, whatever the case and the space of the name', async () => {
    expect(await logIn({ username: ' Ann ', password }, 'here')).toMatchObject({ username: 'ann' })
  })

  it.each([
    ['a wrong password', 'ann', 'no'],
    ['an unknown user', 'nobody', password],
    ['a disabled user', 'gone', password],
    ['an invitation not used', 'invited', password],
    ['no password', 'ann', ''],
    ['a password of 1,000 characters', 'ann', 'x'.repeat(1000)],
  ])('is the same nothing for %s', async (_name, username, typed) => {
    expect(await logIn({ username, password: typed }, 'here')).toBeNull()
  })

  it.each([[undefined], [{ username: { contains: '' }, password }], [{ username: ['ann'], password }]])(
    'takes no objects for strings: %j',
    async (credentials) => {
      expect(await logIn(credentials, 'here')).toBeNull()
    },
  )

  it('takes as long for an unknown user as for a wrong password', async () => {
    const times: Record<string, number[]> = { ann: [], nobody: [] }
    for (let round = 0; round < 7; round++) {
      for (const username of ['ann', 'nobody']) {
        await db().loginThrottle.deleteMany()
        const start = performance.now()
        await logIn({ username, password: 'wrong' }, 'here')
        times[username]?.push(performance.now() - start)
      }
    }
    const median = (name: string) => times[name]?.sort((a, b) => a - b)[3] ?? 0
    expect(median('nobody') / median('ann')).toBeGreaterThan(0.5)
    expect(median('nobody') / median('ann')).toBeLessThan(2)
  })

  it('is refused after ten tries on one account, also with the right password, and not for others', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 15 }, () => logIn({ username: 'ann', password: 'wrong' }, 'here')),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    const refusal = await logIn({ username: 'ann', password }, 'elsewhere').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'throttled', retryAfterSeconds: expect.any(Number) })
    expect(await logIn({ username: 'nobody', password }, 'here')).toBeNull()
  })

  it('is refused after a hundred tries from one address on many accounts', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `user-${index}`)
    const outcomes = await Promise.allSettled(
      names.map((username) => logIn({ username, password: 'x' }, 'there')),
    )
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })
})

describe('passwords', () => {
  it('are kept as argon2id with at least 19 MiB and two passes', async () => {
    expect(await hashPassword(password)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it.each(['é', '🙂'.repeat(60), 'a\0b', 'x'.repeat(256)])('are whole: %j', async (typed) => {
    const stored = await hashPassword(typed)
    expect(await isPasswordCorrect(typed, stored)).toBe(true)
    expect(await isPasswordCorrect(typed.slice(0, -1), stored)).toBe(false)
  })

  it('are one whichever way the keyboard writes them', async () => {
    expect(await isPasswordCorrect('e\u0301', await hashPassword('\u00e9'))).toBe(true)
  })
})

describe('a one-time link', () => {
  beforeEach(() => db().user.deleteMany())
  const names = { displayName: 'Ada', password }

  it('of the set-up makes one administrator, also when two people race', async () => {
    const token = (await createSetupInvitation()) ?? ''
    expect(await findInvitation(token)).toEqual({ kind: 'setup' })
    const both = ['ada', 'eve'].map((username) => redeemInvitation({ token, username, ...names }))
    const outcomes = await Promise.allSettled(both)
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await db().user.count({ where: { isAdmin: true } })).toBe(1)
    expect(await findInvitation(token)).toBeNull()
    expect(await createSetupInvitation()).toBeNull()
  })

  it('of the set-up dies when a later start makes a new one', async () => {
    const first = (await createSetupInvitation()) ?? ''
    await createSetupInvitation()
    expect(await findInvitation(first)).toBeNull()
  })

  it('of a user sets the password once and ends the sessions', async () => {
    const { id } = await db().user.create({ data: { username: 'bob', displayName: 'Bob' } })
    const token = await createInvitation(id)
    await redeemInvitation({ token, password })
    expect(await db().user.findUnique({ where: { id } })).toMatchObject({ sessionVersion: 1, isAdmin: false })
    await expect(redeemInvitation({ token, password })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is over after a week, and for somebody who was disabled', async () => {
    const { id } = await db().user.create({ data: { username: 'bob', displayName: 'Bob' } })
    const old = await createInvitation(id)
    await db().invitation.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })
    expect(await findInvitation(old)).toBeNull()
    const fresh = await createInvitation(id)
    await db().user.update({ where: { id }, data: { disabledAt: new Date() } })
    expect(await findInvitation(fresh)).toBeNull()
    await expect(redeemInvitation({ token: fresh, password })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is kept as a hash only', async () => {
    const token = (await createSetupInvitation()) ?? ''
    expect(JSON.stringify(await db().invitation.findMany())).not.toContain(token)
  })
})

describe('a session cookie', () => {
  const sub = '018f4e3a-7b5c-7000-8000-000000000000'
  const now = () => Math.floor(Date.now() / 1000)
  const cookie = (claims: object, key = secret) =>
    encode({ token: { sub, version: 0, loginAt: now(), ...claims }, secret: key, maxAge: 60 * 60 * 24 * 30 })
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
  afterAll(() => vi.useRealTimers())
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))

  it('is for this host only and never in the clear where the address is https', async () => {
    vi.resetModules()
    vi.stubEnv('NEXTAUTH_URL', 'https://ordinal.example')
    const { sessionCookie } = await import('./token.ts')
    expect(sessionCookie()).toEqual({
      name: '__Host-ordinal.session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
    })
    vi.unstubAllEnvs()
  })

  it('carries who and since when', async () => {
    expect(await readSessionClaims(await cookie({}))).toMatchObject({ sub, version: 0 })
  })

  it.each<[string, () => Promise<string | undefined>]>([
    ['absent', async () => undefined],
    ['garbage', async () => '%ZZ'],
    ['unsigned', async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ sub }))}.`],
    ['signed by another key', () => cookie({}, 'another secret, also longer than thirty-two')],
    ['the state of a sign-in', () => encode({ token: { state: 'x' }, secret })],
    ['without a version', () => cookie({ version: undefined })],
    ['of somebody who is no user', () => cookie({ sub: '../x' })],
  ])('that is %s is nobody', async (_name, make) => {
    expect(await readSessionClaims(await make())).toBeNull()
  })

  it('ends after eight idle hours, and after a day in any case', async () => {
    const idle = await cookie({})
    later(idleLimitSeconds + 1)
    expect(await readSessionClaims(idle)).toBeNull()
    expect(await readSessionClaims(await cookie({ loginAt: now() - absoluteLimitSeconds - 1 }))).toBeNull()
  })

  it('is written anew while somebody is active, with the same login time', async () => {
    const first = await readSessionClaims(await cookie({}))
    if (first === null) throw new Error('no claims')
    expect(await renewSessionCookie(first)).toBeNull()
    later(600)
    const renewed = await readSessionClaims((await renewSessionCookie(first)) ?? undefined)
    expect(renewed).toMatchObject({ sub, loginAt: first.loginAt })
    expect(renewed?.iat).toBeGreaterThan(first.iat)
  })
})
