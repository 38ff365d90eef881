import type { Locator, Page, Request } from '@playwright/test'
import { expect, kubectl } from './fixtures.ts'

interface Named {
  readonly name: string
  readonly uid: string
}

interface Wait {
  readonly held: readonly string[]
}

interface Replicas {
  readonly down: {
    readonly leaving: readonly { readonly podName: string; readonly claims: readonly Named[] }[]
    readonly wait: Wait | null
  } | null
  readonly up: { readonly reused: readonly Named[] } | null
}

interface Deletion {
  readonly pods: readonly { readonly podName: string }[]
  readonly claims: readonly Named[]
  readonly companions: readonly (Named & { readonly resource: string; readonly why: string })[]
}

interface Foreseen {
  readonly scale: Replicas
  readonly stop: Replicas
  readonly delete: Deletion
}

/** What the dialog is told, as data: to be compared with what the cluster then does. */
export async function foresight<O extends keyof Foreseen>(
  page: Page,
  slug: string,
  name: string,
  operation: O,
  replicas?: number,
): Promise<Foreseen[O]> {
  const query = replicas === undefined ? '' : `&replicas=${replicas}`
  const response = await page.request.get(
    `/projects/${slug}/statefulsets/${name}/foresight?operation=${operation}${query}`,
    { headers: { 'sec-fetch-site': 'same-origin' } },
  )
  expect(response.status()).toBe(200)
  return (await response.json()) as Foreseen[O]
}

/** `name uid` of each object, by name. */
export function objects(slug: string, kind: string, selector = ''): string[] {
  const format = 'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid}{"\\n"}{end}'
  return lines(kubectl(slug, ['get', kind, '-o', format, ...(selector === '' ? [] : ['-l', selector])]))
}

export const namesOf = (slug: string, kind: string, selector = '') =>
  objects(slug, kind, selector).map((line) => line.split(' ')[0] ?? '')

/** The pods that the controller deleted of a set, in the order in which it says it did. */
export function endedPods(slug: string, name: string): string[] {
  const format = 'jsonpath={range .items[*]}{.metadata.resourceVersion} {.message}{"\\n"}{end}'
  const selector = `reason=SuccessfulDelete,involvedObject.name=${name}`
  const told = lines(kubectl(slug, ['get', 'events', '--field-selector', selector, '-o', format]))
  return told
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .flatMap((line) => /delete Pod (\S+)/i.exec(line)?.[1] ?? [])
}

export function jsonPath(slug: string, object: string, path: string): string {
  return kubectl(slug, ['get', object, '-o', `jsonpath=${path}`])
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

export async function openSet(page: Page, slug: string, name: string, ready: string): Promise<void> {
  await page.goto(`/projects/${slug}/statefulsets/${name}`)
  await expect(page.getByText(ready)).toBeVisible({ timeout: 60_000 })
}

/** Types a number of replicas and asks what it would do. */
export async function askScale(page: Page, replicas: number): Promise<Locator> {
  await page.getByLabel('Replicas').fill(String(replicas))
  await page.getByRole('button', { name: `Scale to ${replicas} …` }).click()
  return page.getByRole('dialog')
}

export const progress = (page: Page, state: string) =>
  expect(page.getByRole('dialog').locator(`[data-progress="${state}"]`)).toBeVisible({ timeout: 60_000 })

export const closeDialog = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()

/** Claim templates of busybox sets in the default class. */
export const claimTemplates = (...names: string[]) => ({
  volumeClaimTemplates: names.map((name) => ({
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
  })),
})

export const mounts = (...names: string[]) => ({
  volumeMounts: names.map((name) => ({ name, mountPath: `/${name}` })),
})

/** Keeps back the action that `act` sends; gives what sends it. */
export async function keepBack(page: Page, act: () => Promise<void>): Promise<() => Promise<string>> {
  const kept = Promise.withResolvers<Request>()
  await page.route('**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    kept.resolve(route.request())
    await route.abort()
  })
  await act()
  const request = await kept.promise
  await page.unroute('**')
  return async () => {
    const headers = await request.allHeaders()
    return (await page.request.post(request.url(), { headers, data: request.postData() ?? '' })).text()
  }
}
