import type { Locator, Page } from '@playwright/test'
import { createProject, expect, requireAdmin, test } from './fixtures.ts'

/** Presses Tab until something has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the focus does not come to ${target}`)
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

test('a set is created with the keyboard alone', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await requireAdmin(browser)
  await createProject(page, 'keys')
  await page.goto('/projects/keys/new-statefulset')
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: typeof name === 'string' })
  await press(page, button('Begin with Empty form'))
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await tabTo(page, page.getByRole('textbox', { name: /^Name/ }))
  await page.keyboard.type('typed')
  await press(page, button('Next'))

  await tabTo(page, page.getByRole('textbox', { name: /^Image/ }))
  await page.keyboard.type('busybox:1.36')
  await press(page, page.getByText('Ports', { exact: true }).first())
  await press(page, button('Add port'))
  // What was added has the focus.
  await page.keyboard.type('http')
  await page.keyboard.press('Tab')
  await page.keyboard.type('8080')
  await press(page, button('Next'))

  await press(page, button('Add volume claim template'))
  await tabTo(page, page.getByRole('textbox', { name: /^Capacity/ }))
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1Mi')
  await press(page, button('Mount in main'))
  await page.keyboard.type('/data')
  await press(page, button('Next'))
  await press(page, button('Next'))

  await press(page, button('Add label'))
  await page.keyboard.type('tier')
  await page.keyboard.press('Tab')
  await page.keyboard.type('data')
  await press(page, button('Next'))
  await press(page, button('Next'))
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await press(page, button('Create'))
  await expect(page).toHaveURL(/\/projects\/keys\/statefulsets\/typed$/)
})

test('the focus stays with what is moved, and goes on when something is removed', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'focus')
  await page.goto('/projects/focus/new-statefulset')
  await page.getByRole('button', { name: 'Begin with Empty form' }).click()
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await button('Add container').click()
  await expect(page.getByRole('region', { name: 'sidecar' }).getByLabel('Container name')).toBeFocused()
  await button('Move sidecar up').click()
  await expect(button('Move sidecar down')).toBeFocused()
  await button('Remove sidecar').click()
  await expect(button('Remove main')).toBeFocused()
  await page.getByText('Command and arguments').click()
  for (const line of ['one', 'two']) {
    await button('Add argument').click()
    await page.keyboard.type(line)
  }
  await button('Remove row 1 of Arguments').click()
  await expect(page.getByLabel('Value 1 of Arguments')).toHaveValue('two')
  await expect(button('Remove row 1 of Arguments')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button('Add argument')).toBeFocused()
})
