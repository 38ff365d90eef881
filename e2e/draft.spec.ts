import { createProject, expect, requireAdmin, takePictures, test } from './fixtures.ts'
import { create, openForm } from './wizard.ts'

const odd = `# A set that no form knows all of.
apiVersion: apps/v1
kind: StatefulSet
metadata:
    name: odd   # four spaces
    labels: {app: odd}
spec:
    replicas: 1
    serviceName: ""
    selector:
        matchLabels: {app: odd}
        matchExpressions:
        - {key: app, operator: Exists}
    template:
        metadata: {labels: {app: odd}}
        spec:
            containers:
            -   name: main
                image: "busybox:1.36" # to be edited
                ports: [{containerPort: 9000, protocol: SCTP}]
                readinessProbe: {grpc: {port: 9000}}
                resources: {limits: {example.com/disk: "1"}}
                volumeMounts:
                - {name: data, mountPath: /data, subPath: a}
                - {name: logs, mountPath: /logs}
            -   name: other
                image: busybox:1.36
                args:
                - |-
                  one
                  two
    volumeClaimTemplates:
    -   metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
    -   metadata: {name: logs}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}
`

test('one field of the form changes one place of the text, and the draft outlives tabs and sessions', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'lossless')
  await page.goto('/projects/lossless/new-statefulset')
  await page.getByLabel('Paste YAML or JSON here').fill(odd)
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await page.getByLabel('Image', { exact: false }).first().fill('busybox:1.37')
  await expect(page.locator('[data-saving="saved"]')).toBeVisible()
  const address = page.url()

  await takePictures(page, 'create-pods', page.locator('[data-ready="true"]'))

  // Another session of the same person finds it as it was left.
  const later = await requireAdmin(browser)
  await later.goto(address)
  await later.getByRole('button', { name: /Review/ }).click()
  await later.getByText('The YAML that is sent').click()
  await expect(later.locator('pre')).toHaveText(odd.replace('"busybox:1.36" # to', '"busybox:1.37" # to'))

  // The browser shows a page that it goes back to as it was first loaded; the draft is the latest all the same.
  await page.goto('/projects/lossless/new-statefulset')
  await page.getByRole('link', { name: 'odd' }).click()
  await page.getByRole('button', { name: /^1\s*Basic information/ }).click()
  await page.getByLabel('Description').pressSequentially('typed and left')
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Your drafts' })).toBeVisible()
  await page.goForward()
  await expect(page.getByLabel('Description')).toHaveValue('typed and left')
  await page.getByLabel('Description').fill('')
  await expect(page.locator('[data-saving="saved"]')).toBeVisible()
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await later.reload()

  // Two tabs: the later one is told, and overwrites nothing.
  await page.getByLabel('Image', { exact: false }).first().fill('busybox:1.38')
  await expect(page.locator('[data-saving="waiting"]')).toBeVisible()
  await expect(page.locator('[data-saving="saved"]')).toBeVisible()
  await later.getByRole('button', { name: /Basic information/ }).click()
  await later.getByLabel('Description').fill('typed in the other tab')
  await expect(later.getByText('This draft was changed in another tab')).toBeVisible()
  await expect(later.getByLabel('Description')).toHaveValue('typed in the other tab')
  await page.reload()
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await expect(page.getByLabel('Image', { exact: false }).first()).toHaveValue('busybox:1.38')
  await later.getByRole('button', { name: 'Load the newer one' }).click()
  await later.getByRole('button', { name: /^2\s*Pods/ }).click()
  await expect(later.getByLabel('Image', { exact: false }).first()).toHaveValue('busybox:1.38')

  await page.goto('/projects/lossless/new-statefulset')
  await page.getByRole('button', { name: 'Discard odd' }).click()
  await expect(page.getByRole('link', { name: 'odd' })).toHaveCount(0)
  expect((await page.goto(address))?.status()).toBe(404)
})

test('the browser’s Back leads through the steps, and from a set that was created not into its draft', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'history')
  await openForm(page, 'history', 'Begin with A single instance', 'Create StatefulSet')
  const name = page.getByLabel('Name', { exact: false }).first()
  await name.fill('once')
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page).toHaveURL(/step=pods/)
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page).toHaveURL(/step=volumes/)
  await page.goBack()
  await expect(page.getByRole('region', { name: 'Pods', exact: true })).toBeVisible()
  await page.goBack()
  await expect(name).toHaveValue('once')
  await page.goForward()
  await expect(page.getByRole('region', { name: 'Pods', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('region', { name: 'Pods', exact: true })).toBeVisible()

  await page.getByRole('button', { name: /Review/ }).click()
  await create(page, 'history', 'once', 'Create')
  await page.goBack()
  await expect(page.getByText('“once” was created from this draft.')).toBeVisible()
  await page.reload()
  await page.getByRole('link', { name: 'To once' }).click()
  await expect(page).toHaveURL(/statefulsets\/once$/)
})
