import type { Page } from '@playwright/test'
import { expect, kubectl } from './fixtures.ts'

interface PodFacts {
  readonly metadata: { readonly name: string; readonly uid: string; readonly creationTimestamp: string }
  readonly spec: { readonly containers: readonly { readonly image: string }[] }
}

/** The pods of a set as the cluster has them, in the order of their names. */
export function readPods(slug: string, set: string): readonly PodFacts[] {
  const list = kubectl(slug, ['get', 'pods', '-l', `app=${set}`, '-o', 'json'])
  return (JSON.parse(list) as { items: PodFacts[] }).items
}

/** Pod → its uid. */
export const uids = (slug: string, set: string): Record<string, string> =>
  Object.fromEntries(readPods(slug, set).map(({ metadata }) => [metadata.name, metadata.uid]))

/** Pod → its image. */
export const images = (slug: string, set: string): Record<string, string | undefined> =>
  Object.fromEntries(
    readPods(slug, set).map(({ metadata, spec }) => [metadata.name, spec.containers[0]?.image]),
  )

/** The page of a set, once it says so many ready. */
export async function openSet(page: Page, slug: string, set: string, ready: string): Promise<void> {
  await page.goto(`/projects/${slug}/statefulsets/${set}`)
  await expect(page.getByText(ready)).toBeVisible({ timeout: 60_000 })
}

export const dialogOf = (page: Page) => page.getByRole('dialog')

/** The ordinals that an open dialog says it will replace, in its order. */
export const foreseenIn = async (page: Page) =>
  ((await dialogOf(page).locator('[data-foreseen]').getAttribute('data-foreseen')) ?? '')
    .split(' ')
    .filter(Boolean)
    .map(Number)
