import { createProject, expect, expectSaved, requireAdmin, takePictures, test } from './fixtures.ts'
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
  await expectSaved(page)
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
  await expectSaved(page)
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await later.reload()

  // Two tabs: the later one is told, and overwrites nothing.
  await page.getByLabel('Image', { exact: false }).first().fill('busybox:1.38')
  await expectSaved(page)
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

const commented = `# By the database team.
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: noted
  labels:
    # whose it is
    app: "noted" # as the Service says
    owner: 'us'   # ask them
spec:
  replicas: 1
  selector: { matchLabels: { app: noted } }
  template:
    metadata: { labels: { app: noted } }
    spec:
      affinity:
        nodeAffinity: # by the team
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 1
              preference: { matchExpressions: [{ key: disk, operator: In, values: [ssd] }] }
      containers:
        - name: main
          image: busybox:1.36
          args:
            # where it listens
            - "--port=80" # for all
            # how much it says
            - '--quiet'
          volumeMounts:
            - { name: data, mountPath: /data }
            - { name: data-2, mountPath: /logs }
            - { name: data-3, mountPath: /backup } # daily
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
    - metadata: { name: data-2 }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
    - metadata: { name: data-3 }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Mi } } }
`

const apart = `        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector:
                matchLabels:
                  app: noted
              topologyKey: kubernetes.io/hostname
`

test('a row, an argument, a spread and a volume are changed, moved and taken away with no other byte', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'byte-by-byte')
  await page.goto('/projects/byte-by-byte/new-statefulset')
  await page.getByLabel('Paste YAML or JSON here').fill(commented)
  await page.getByRole('button', { name: 'Fill the form with it' }).click()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
  const step = (name: RegExp) =>
    page.getByRole('list', { name: 'Steps' }).getByRole('button', { name }).click()

  await step(/Pods/)
  await page.locator('summary', { hasText: 'Command and arguments' }).click()
  await page.getByLabel('Value 1 of Arguments').fill('--port=81')
  await page.getByRole('button', { name: 'Move row 2 of Arguments up' }).click()
  await expect(page.getByLabel('Value 1 of Arguments')).toHaveValue('--quiet')
  await page.locator('summary', { hasText: 'Scheduling' }).click()
  await expect(page.getByText('to be changed in the code: nodeAffinity.')).toBeVisible()
  await page.getByLabel('Where pods stand').selectOption('On different nodes always')

  await step(/Labels/)
  const key = page.getByLabel('Key 2 of Labels', { exact: true })
  await key.press('End')
  for (const letter of 's-of-2') await key.press(letter)
  await page.getByLabel('Value 2 of Labels', { exact: true }).fill('them')
  await page.getByRole('button', { name: 'Add label' }).first().click()
  await page.keyboard.type('10')
  await page.keyboard.press('Tab')
  await page.keyboard.type('last')
  await expect(page.getByLabel('Key 3 of Labels', { exact: true })).toHaveValue('10')

  await step(/Volumes/)
  await page.getByRole('button', { name: 'Remove data-2' }).click()
  await expect(page.locator('[data-followers]')).toContainText('Taken away with it')
  await page.getByRole('button', { name: 'Add volume claim template' }).click()
  await expect(page.getByLabel('Volume name').last()).toHaveValue('data-2')
  await expect(page.getByText('No container mounts it yet.')).toHaveCount(1)
  await page.getByRole('button', { name: 'Remove data-2' }).click()

  await step(/Review/)
  await page.getByText('The YAML that is sent').click()
  await expect(page.locator('pre')).toHaveText(
    commented
      .replace(
        /( +# where.*\n.*\n)( +# how much.*\n.*\n)/,
        (_, port: string, quiet: string) => quiet + port.replace('80', '81'),
      )
      .replace('      containers:', `${apart}      containers:`)
      .replace("owner: 'us'", "owners-of-2: 'them'")
      .replace('ask them\n', 'ask them\n    "10": last\n')
      // A new label is one of the pods, too.
      .replace(
        'metadata: { labels: { app: noted } }',
        'metadata: { labels: { app: noted, owners-of-2: them, "10": last } }',
      )
      .replace('            - { name: data-2, mountPath: /logs }\n', '')
      .replace(/ {4}- metadata: \{ name: data-2 \}\n.*\n/, ''),
  )
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
