import { createUser, expect, expectAccessible, logIn, requireAdmin, test } from './fixtures.ts'

test('the set-up link works once', async ({ browser, page }) => {
  await requireAdmin(browser)
  const answer = await page.goto(process.env.E2E_SETUP_LINK ?? '')
  expect(answer?.status()).toBe(404)
})

test('nobody without a session sees a page, and the way leads back after the login', async ({ page }) => {
  await page.goto('/projects/new?x=1')
  await expect(page).toHaveURL('/login?callbackUrl=%2Fprojects%2Fnew%3Fx%3D1')
  await expectAccessible(page)
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Log in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not right' })).toBeVisible()
})

test('a copied cookie is void after logging out', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  const person = await createUser(browser, admin, 'lena')
  const cookies = await person.context().cookies()
  await person.getByRole('button', { name: 'Account of lena' }).click()
  await person.getByRole('menuitem', { name: 'Log out' }).click()
  await expect(person).toHaveURL(/\/login/)
  await person.context().addCookies(cookies)
  await person.goto('/projects')
  await expect(person).toHaveURL(/\/login/)
  await logIn(person, 'lena')
})

test('disabling somebody ends the session with the next request', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  const person = await createUser(browser, admin, 'dora')
  await admin.goto('/users')
  await admin.getByRole('row', { name: /dora/ }).getByRole('button', { name: 'Disable' }).click()
  await expect(admin.getByRole('row', { name: /dora/ })).toContainText('Disabled')
  await person.goto('/projects')
  await expect(person).toHaveURL(/\/login/)
})

test('every answer carries the headers that keep other sites out', async ({ page, request }) => {
  const answer = await page.goto('/login')
  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
  for (const address of ['/login', '/nowhere', '/healthz', '/_next/static/nothing.js', '/api/auth/session']) {
    const {
      'x-content-type-options': nosniff,
      'x-frame-options': frame,
      'x-powered-by': powered,
    } = (await request.get(address, { maxRedirects: 0 })).headers()
    expect([nosniff, frame, powered], address).toEqual(['nosniff', 'DENY', undefined])
  }
})
