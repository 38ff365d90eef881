import {
  apply,
  dialogOf,
  main,
  openCode,
  put,
  read,
  retype,
  review,
  type Stored,
  save,
  sidecar,
  wantedOf,
} from './edit-code.ts'
import {
  addMember,
  createProject,
  createUser,
  expect,
  expectAccessible,
  expectSaved,
  kubectl,
  namespaceOf,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'
import { statefulSet } from './state-manifests.ts'

test('one field edited in code is one field changed in the cluster, foreseen and kept as a draft', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'edit')
  const spec = { updateStrategy: { rollingUpdate: { partition: 1 } }, podManagementPolicy: 'Parallel' }
  apply('edit', statefulSet('web', { replicas: 2, pod: { containers: [main, sidecar] }, spec }))
  await page.goto('/projects/edit/statefulsets')
  await page.getByRole('button', { name: 'Actions for web' }).click()
  await page.getByRole('menuitem', { name: 'Edit YAML' }).click()
  await expect(page.getByRole('heading', { name: 'Edit web' })).toBeVisible()
  await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('Nothing is changed.')).toBeVisible()
  await expect(page.locator('.view-lines').first()).not.toContainText('managedFields')

  await retype(page, put(/image: busybox:1\.36(?![\s\S]*image: busybox)/, 'image: busybox:1.37'))
  await expectSaved(page)
  await page.reload()
  await expect(page.getByText('1 change, not saved yet')).toBeVisible()
  await expectAccessible(page)
  await takePictures(page, 'edit-code', page.locator('.monaco-editor').first())

  const before = read('edit', 'web')
  const dialog = await review(page)
  await expect(dialog.locator('[data-effects="rollout"]')).toContainText(
    'web-1 is replaced by the new revision. The partition holds 1 pod',
  )
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText(
    'spec.template.spec.containers[side].image',
  )
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save 1 change' }).click()
  await expect(page).toHaveURL(/\/statefulsets\/web$/)

  const after = read('edit', 'web')
  const expected = JSON.parse(JSON.stringify(before)) as Stored
  const template = expected.spec.template as { spec: { containers: { image: string }[] } }
  Object.assign(template.spec.containers[1] ?? {}, { image: 'busybox:1.37' })
  expect(wantedOf(after)).toEqual(wantedOf(expected))
  const written = after.metadata.managedFields.find(({ manager }) => manager === 'ordinal')
  const path = { 'f:containers': { 'k:{"name":"side"}': { 'f:image': {} } } }
  expect(written?.fieldsV1).toEqual({ 'f:spec': { 'f:template': { 'f:spec': path } } })
  // The draft is gone with the edit.
  await openCode(page, 'edit', 'web')
  await expect(page.getByText('Nothing is changed.')).toBeVisible()
  // The controller did as was foreseen: the highest pod alone.
  await expect(async () => {
    const images = kubectl('edit', ['get', 'pods', '-o', 'jsonpath={.items[*].spec.containers[1].image}'])
    expect(images).toBe('busybox:1.36 busybox:1.37')
  }).toPass({ timeout: 60_000 })
})

test('what others change meanwhile is merged, and asked for where both changed the same', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'merge')
  apply('merge', statefulSet('web', { replicas: 1, pod: { containers: [main, sidecar] } }))
  await openCode(page, 'merge', 'web')
  await retype(
    page,
    (text) => `# mine\n${text.replace('image: busybox:1.36', 'image: busybox:1.37 # pinned')}`,
  )

  // Scaling is nobody's edit: it stays, and no question is asked.
  kubectl('merge', ['scale', 'statefulset/web', '--replicas=2'])
  const dialog = await review(page)
  await expect(dialog.locator('[data-tried="true"]')).toBeVisible()
  await expect(dialog.locator('[data-meanwhile]')).toHaveCount(0)
  // Another place: it comes into the text, with the name of who changed it.
  kubectl('merge', ['label', 'statefulset/web', 'tier=data', '--field-manager=somebody-else'])
  await dialog.getByRole('button', { name: 'Save 1 change' }).click()
  await expect(dialog.locator('[data-meanwhile]')).toContainText(/Meanwhile changed by .*somebody-else/)
  await expect(dialog.locator('[data-meanwhile]')).toContainText('metadata.labels.tier')
  await expect(dialog.locator('[data-tried="true"]')).toBeVisible()
  await dialog.getByRole('button', { name: 'Save 1 change' }).click()
  await expect(page).toHaveURL(/\/statefulsets\/web$/)
  const { metadata, spec } = read('merge', 'web')
  expect(metadata.labels).toMatchObject({ tier: 'data' })
  expect(spec).toMatchObject({
    replicas: 2,
    template: { spec: { containers: [{ image: 'busybox:1.37' }, { image: 'busybox:1.36' }] } },
  })

  // The same places: one question each, and what was typed stays until it is answered.
  await openCode(page, 'merge', 'web')
  await retype(page, (text) =>
    text
      .replace('tier: data', 'tier: mine')
      .replace('image: busybox:1.37', 'image: busybox:mine # kept')
      .replace(/replicas: 2/, 'replicas: 3'),
  )
  kubectl('merge', ['set', 'image', 'statefulset/web', 'main=busybox:theirs'])
  kubectl('merge', ['label', 'statefulset/web', 'tier=theirs', '--overwrite'])
  kubectl('merge', ['scale', 'statefulset/web', '--replicas=1'])
  await review(page)
  await expect(page.locator('[data-conflicts="3"]')).toBeVisible()
  await expect(dialogOf(page)).toContainText('Decide first what two people changed')
  await page.keyboard.press('Escape')
  await expect(dialogOf(page)).toHaveCount(0)
  await takePictures(page, 'edit-conflict', page.locator('[data-conflicts="3"]'))
  const conflict = page.locator('[data-conflicts]')
  for (const left of [3, 2, 1]) {
    await expect(page.locator(`[data-conflicts="${left}"]`)).toBeVisible()
    const isTier = await conflict.getByText('tier').count()
    await conflict.getByRole('button', { name: isTier > 0 ? 'Take theirs' : 'Keep mine' }).click()
  }
  await expect(conflict).toHaveCount(0)
  await save(page)
  const decided = read('merge', 'web')
  expect(decided.metadata.labels).toMatchObject({ tier: 'theirs' })
  expect(decided.spec).toMatchObject({
    replicas: 3,
    template: { spec: { containers: [{ image: 'busybox:mine' }, {}] } },
  })
})

/** Of all objects of a resource, in ms. */
const agesOf = (slug: string, resource: string): readonly number[] => {
  const list = JSON.parse(kubectl(slug, ['get', resource, '-o', 'json'])) as {
    items: { metadata: { creationTimestamp: string } }[]
  }
  return list.items.map(({ metadata }) => Date.now() - Date.parse(metadata.creationTimestamp))
}

test('two people edit one set: the later one sees what the earlier one saved', async ({ browser }) => {
  test.setTimeout(150_000)
  const admin = await requireAdmin(browser)
  await createProject(admin, 'two')
  apply('two', statefulSet('web', { replicas: 0 }))
  const other = await createUser(browser, admin, 'editor')
  await addMember(admin, 'two', 'editor', 'owner')
  await openCode(admin, 'two', 'web')
  await openCode(other, 'two', 'web')
  await retype(admin, put('image: busybox:1.36', 'image: busybox:first'))
  await retype(other, put('terminationGracePeriodSeconds: 1', 'terminationGracePeriodSeconds: 2'))
  await save(admin)
  const dialog = await review(other)
  await expect(dialog.locator('[data-meanwhile]')).toContainText('Meanwhile changed by admin')
  await expect(dialog.locator('[data-tried="true"]')).toBeVisible()
  // Of two people within the same moments nobody is named: the cluster tells whole seconds.
  await expect
    .poll(() => Math.min(...agesOf('two', 'controllerrevisions')), { timeout: 20_000 })
    .toBeGreaterThan(4000)
  await dialog.getByRole('button', { name: 'Save 1 change' }).click()
  await expect(other).toHaveURL(/\/statefulsets\/web$/)
  expect(read('two', 'web').spec.template).toMatchObject({
    spec: { terminationGracePeriodSeconds: 2, containers: [{ image: 'busybox:first' }] },
  })
  // Each revision and the set name who made them; the first was made beside Ordinal.
  await other.goto('/projects/two/statefulsets/web/revisions')
  for (const [number, by] of [
    [3, ['By editor']],
    [2, ['By admin']],
    [1, []],
  ] as const)
    await expect(other.locator(`[data-revision="${number}"] [data-by]`)).toHaveText(by)
  await other.goto('/projects/two/statefulsets/web/metadata')
  await expect(other.getByText('editor, in ordinal')).toBeVisible()
  await addMember(admin, 'two', 'editor', 'operator')
  expect((await other.goto('/projects/two/statefulsets/web/edit'))?.status()).toBe(404)
})

test('what a set keeps for life, and what is beyond all bounds, is refused with a sentence', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'bounds')
  const claims = [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } },
    },
  ]
  apply(
    'bounds',
    statefulSet('web', { replicas: 0, spec: { serviceName: 'web', volumeClaimTemplates: claims } }),
  )
  const before = read('bounds', 'web').metadata.resourceVersion
  await openCode(page, 'bounds', 'web')
  const button = page.getByRole('button', { name: 'Review and save' })
  const bad: [string | RegExp, string, RegExp][] = [
    [/^ {2}name: web$/m, '  name: other', /Line \d+ has to be mended/],
    [`namespace: ${namespaceOf('bounds')}`, 'namespace: kube-system', /Line \d+ has to be mended/],
    ['kind: StatefulSet', 'kind: Deployment', /Line \d+ has to be mended/],
    ['serviceName: web', 'serviceName: other', /Line \d+ has to be mended/],
    [/storage: 1Mi/, 'storage: 2Mi', /Line \d+ has to be mended/],
    [/replicas: 0/, 'replicas: -1', /Line \d+ has to be mended/],
    [/replicas: 0/, 'replicas: 1000000000', /Line \d+ has to be mended/],
    [/partition: 0/, 'partition: 7', /Line \d+ has to be mended/],
    ['image: busybox:1.36', 'image: busybox:1.36\n        securityContext: {privileged: true}', /mended/],
  ]
  for (const [from, to, sentence] of bad) {
    let former = ''
    await retype(page, (text) => {
      former = text
      return text.replace(from, to)
    })
    await expect(page.locator('[data-stop="mendFirst"]')).toContainText(sentence)
    await expect(button).toBeDisabled()
    await retype(page, () => former)
    await expect(page.getByText('Nothing is changed.')).toBeVisible()
  }
  // What the cluster alone knows comes back at its line.
  await retype(page, put('image: busybox:1.36', 'image: busybox:1.36\n        imagePullPolice: Always'))
  const dialog = await review(page)
  await expect(dialog.getByRole('alert')).toContainText('imagePullPolice')
  await expect(dialog.getByRole('button', { name: /^Save/ })).toBeDisabled()
  await page.keyboard.press('Escape')
  await retype(page, put('\n        imagePullPolice: Always', ''))
  // What it drops without a word, or keeps in another form, is said before.
  await retype(
    page,
    put('restartPolicy: Always', 'restartPolicy: Always\n      workloadRef: {name: a, podGroup: b}'),
  )
  await retype(page, put('resources: {}', 'resources: {requests: {cpu: 1000m}}'))
  await review(page)
  await expect(dialog.locator('[data-unkept="2"]')).toContainText('workloadRef is dropped')
  await expect(dialog.locator('[data-unkept="2"]')).toContainText('is stored as 1')
  await page.keyboard.press('Escape')
  expect(read('bounds', 'web').metadata.resourceVersion).toBe(before)
})

test('a set that Helm keeps, one that goes and one that came in its place', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'others')
  const metadata = {
    labels: { app: 'web', 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'x' },
  }
  apply('others', statefulSet('web', { replicas: 0, metadata }))
  await openCode(page, 'others', 'web')
  await expect(page.locator('[data-managers="1"]')).toContainText('Helm release shop')
  await takePictures(page, 'edit-helm', page.locator('.monaco-editor').first())
  await retype(page, put('image: busybox:1.36', 'image: busybox:1.37'))

  kubectl('others', ['delete', 'statefulset/web', '--cascade=orphan'])
  apply('others', statefulSet('web', { replicas: 0 }))
  const dialog = await review(page)
  await expect(dialog).toContainText('another one of its name stands there now')
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-changes="1"]')).toBeVisible()
  expect(read('others', 'web').spec.template).toMatchObject({
    spec: { containers: [{ image: 'busybox:1.36' }] },
  })

  kubectl('others', ['patch', 'statefulset/web', '-p', '{"metadata":{"finalizers":["example.com/wait"]}}'])
  await page.reload()
  await expect(page.locator('.monaco-editor').first()).toBeVisible({ timeout: 30_000 })
  await retype(page, put('image: busybox:1.36', 'image: busybox:1.38'))
  kubectl('others', ['delete', 'statefulset/web', '--wait=false'])
  await review(page)
  await expect(dialog).toContainText('The set is being deleted')
  kubectl('others', ['patch', 'statefulset/web', '-p', '{"metadata":{"finalizers":null}}'])
})
