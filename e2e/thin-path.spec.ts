import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  importDraft,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'

const manifest = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
  selector: { app: web }
  ports: [{ name: http, port: 80 }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
  annotations: { ordinal.io/description: A small web server }
spec:
  serviceName: web
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 1
      containers:
        - name: main
          image: busybox:1.36
          command: [sh, -c, 'echo started on $(hostname); exec sleep 100000']
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Mi } }
`

test('an owner creates a set, sees its pods, scales it, reads its log and deletes it', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'thin-path')
  const owner = await createUser(browser, admin, 'olga')
  await addMember(admin, 'thin-path', 'olga', 'owner')

  await owner.goto('/projects')
  await owner.getByRole('link', { name: 'Project thin-path' }).click()
  await expect(owner.getByRole('heading', { name: 'No StatefulSets yet' })).toBeVisible()
  await owner.getByRole('link', { name: 'Create StatefulSet' }).click()

  await importDraft(owner, manifest.replace('replicas: 2', 'replica: 2'))
  await owner.getByRole('button', { name: /Review/ }).click()
  await expect(owner.getByRole('alert').filter({ hasText: 'Line 17' })).toContainText('no such field')
  await expect(owner.getByRole('button', { name: 'Create', exact: true })).toBeDisabled()
  await expectAccessible(owner)

  await owner.goto('/projects/thin-path/new-statefulset')
  await importDraft(owner, manifest)
  await owner.getByRole('button', { name: /Review/ }).click()
  await owner.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(owner).toHaveURL(/\/statefulsets\/web$/)
  await expect(owner.getByText('2 of 2 ready')).toBeVisible({ timeout: 60_000 })
  await expect(owner.getByRole('list', { name: 'Ordinals' }).getByRole('listitem')).toHaveText([
    /web-0: ready/,
    /web-1: ready/,
  ])
  await expectAccessible(owner)

  await takePictures(owner, 'detail')
  await owner.getByRole('link', { name: 'StatefulSets' }).first().click()
  await expect(owner.getByRole('heading', { name: 'StatefulSets' })).toBeVisible()
  await expectAccessible(owner)
  await takePictures(owner, 'list')
  await owner.getByRole('link', { name: 'web', exact: true }).click()

  await owner.getByLabel('Replicas').fill('3')
  await owner.getByRole('button', { name: 'Scale to 3' }).click()
  const dialog = owner.getByRole('dialog')
  await expect(dialog).toContainText('web-2')
  await dialog.getByRole('button', { name: 'Scale to 3', exact: true }).click()
  await expect(dialog).toContainText('Done: web has 3 replicas.', { timeout: 60_000 })
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  await expect(owner.getByText('3 of 3 ready')).toBeVisible()

  await owner.getByRole('row', { name: /web-2/ }).getByRole('link', { name: 'main' }).click()
  await expect(owner.getByRole('list', { name: 'Log lines' })).toContainText('started on web-2')
  await expectAccessible(owner)

  await takePictures(owner, 'log')
  await owner.goBack()
  await owner.getByRole('button', { name: 'Delete', exact: true }).click()
  await owner.getByLabel('Type web to confirm').fill('web')
  await owner.getByRole('dialog').getByRole('button', { name: 'Delete web' }).click()
  await expect(owner.locator('[data-operation="done"]')).toBeVisible({ timeout: 60_000 })
  await owner.getByRole('link', { name: 'StatefulSets' }).first().click()
  await expect(owner.getByRole('heading', { name: 'No StatefulSets yet' })).toBeVisible()
})
