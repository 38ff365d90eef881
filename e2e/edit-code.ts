import type { Locator, Page } from '@playwright/test'
import { expect, kubectl } from './fixtures.ts'

export const sidecar = { name: 'side', image: 'busybox:1.36', command: ['sh', '-c', 'exec sleep 100000'] }
export const main = { name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'exec sleep 100000'] }

export function apply(slug: string, ...manifests: string[]): void {
  kubectl(slug, ['apply', '--server-side', '--field-manager=journey', '-f', '-'], manifests.join('\n---\n'))
}

export interface Stored {
  metadata: Record<string, unknown> & {
    managedFields: { manager: string; fieldsV1: unknown }[]
    resourceVersion: string
    generation: number
  }
  spec: Record<string, unknown>
}

export function read(slug: string, name: string): Stored {
  const text = kubectl(slug, ['get', 'statefulset', name, '-o', 'json', '--show-managed-fields'])
  return JSON.parse(text) as Stored
}

/** What somebody wanted of it: not what the server counts and notes. */
export function wantedOf({ metadata, spec }: Stored): unknown {
  const { managedFields: _, resourceVersion: __, generation: ___, ...rest } = metadata
  return { metadata: rest, spec }
}

export async function openCode(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/projects/${slug}/statefulsets/${name}/edit?view=code`)
  await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 30_000 })
}

/** Changes the text in the editor, as somebody who knows where. */
export async function retype(page: Page, change: (text: string) => string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.locator('.view-line').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(change(text)).not.toBe(text)
  await page.evaluate((value) => navigator.clipboard.writeText(value), change(text))
  await page.keyboard.press('Control+v')
  await page.keyboard.press('Control+Home')
}

export const put = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to)

export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog')
}

export async function review(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Review and save' }).click()
  return dialogOf(page)
}

export async function save(page: Page): Promise<void> {
  const dialog = await review(page)
  await expect(dialog.locator('[data-tried="true"]')).toBeVisible()
  await dialog.getByRole('button', { name: /^Save \d+ change/ }).click()
  await expect(page).toHaveURL(/\/statefulsets\/[^/]+$/)
}
