import type { Page } from '@playwright/test'
import {
  createProject,
  expect,
  expectAccessible,
  importDraft,
  kubectl,
  requireAdmin,
  takePictures,
  test,
} from './fixtures.ts'

/** Begins with an empty form. */
async function openForm(page: Page, slug: string, begin: string, ready: string): Promise<void> {
  await page.goto(`/projects/${slug}/new-statefulset`)
  await page.getByRole('button', { name: begin }).click()
  await expect(page.getByRole('heading', { level: 1, name: ready })).toBeVisible()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
}

/** What the cluster made of a set, but for what differs in each: names and times. */
function specOf(slug: string, name: string): unknown {
  const text = kubectl(slug, ['get', 'statefulset', name, '-o', 'json'])
  const { spec, metadata } = JSON.parse(text) as {
    spec: unknown
    metadata: { labels: unknown; annotations: Record<string, string> }
  }
  const { description } = { description: metadata.annotations['ordinal.io/description'] }
  return JSON.parse(JSON.stringify({ spec, labels: metadata.labels, description }).replaceAll(name, 'NAME'))
}

const manifest = (name: string) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels: { app: ${name} }
spec:
  clusterIP: None
  selector: { app: ${name} }
  ports:
    - { name: http, port: 80, targetPort: 8080 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  labels: { app: ${name}, tier: data }
  annotations: { ordinal.io/description: 手册中的例子 }
spec:
  replicas: 2
  serviceName: ${name}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}, tier: data } }
    spec:
      nodeSelector: { kubernetes.io/os: linux }
      terminationGracePeriodSeconds: 1
      containers:
        - name: main
          image: busybox:1.36
          command: [sh, -c]
          args: [exec sleep 100000]
          env: [{ name: MODE, value: demo }]
          ports: [{ name: http, containerPort: 8080 }]
          resources:
            requests: { cpu: 10m, memory: 16Mi }
            limits: { cpu: 100m, memory: 64Mi }
          volumeMounts: [{ name: data, mountPath: /data }]
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 1Mi } }
`

async function create(page: Page, slug: string, name: string, button: string): Promise<void> {
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await page.getByRole('button', { name: button, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}/statefulsets/${name}$`))
}

test('the manual’s example by form, by import and in code makes the same set', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await requireAdmin(browser)
  await createProject(page, 'three-ways')
  await page.context().addCookies([{ name: 'locale', value: 'zh-CN', url: process.env.E2E_URL ?? '' }])

  await openForm(page, 'three-ways', '从“空白表单”开始', '创建有状态副本集')
  const next = page.getByRole('button', { name: '下一步' })
  await page.getByLabel('名称', { exact: false }).first().fill('by-form')
  await page.getByLabel('副本数量').fill('2')
  await page.getByLabel('描述信息').pressSequentially('手册中的例子', { delay: 40 })
  await next.click()
  await page.getByLabel('镜像', { exact: false }).first().fill('busybox:1.36')
  await page.getByText('CPU 和内存').click()
  await page.getByLabel('CPU requests（预留）').fill('10m')
  await page.getByLabel('CPU limits（上限）').fill('100m')
  await page.getByLabel('内存 requests（预留）').fill('16Mi')
  await page.getByLabel('内存 limits（上限）').fill('64Mi')
  await page.getByText('命令和参数').click()
  for (const [index, word] of ['sh', '-c'].entries()) {
    await page.getByRole('button', { name: '添加一行' }).click()
    await page.getByLabel(`命令 第 ${index + 1} 行的值`).fill(word)
  }
  await page.getByRole('button', { name: '添加参数' }).click()
  await page.getByLabel('参数 第 1 行的值').fill('exec sleep 100000')
  await page.getByText('端口', { exact: true }).first().click()
  await page.getByRole('button', { name: '添加端口' }).click()
  await page.getByLabel('端口名称').fill('http')
  await page.getByLabel('容器端口', { exact: false }).fill('8080')
  await page.getByText('环境变量', { exact: true }).first().click()
  await page.getByRole('button', { name: '添加环境变量' }).click()
  await page.getByLabel('变量名', { exact: false }).fill('MODE')
  await page.getByLabel('值', { exact: true }).fill('demo')
  await page.getByText('更新策略与顺序').click()
  await page.getByLabel('终止宽限时间（s）').fill('1')
  await expectAccessible(page)
  await page
    .getByRole('button', { name: /存储卷/ })
    .first()
    .click()
  await page.getByRole('button', { name: '添加存储卷模板' }).click()
  await page.getByLabel('容量', { exact: false }).fill('1Mi')
  await page.getByRole('button', { name: '挂载到 main' }).click()
  await page.getByLabel('挂载路径', { exact: false }).fill('/data')
  await next.click()
  await page.getByRole('button', { name: '添加端口' }).click()
  await page.getByLabel('端口名称').fill('http')
  await page.getByLabel('服务端口', { exact: false }).last().fill('80')
  await page.getByLabel('目标端口', { exact: false }).fill('8080')
  await next.click()
  await page.getByRole('button', { name: '添加标签' }).first().click()
  await page.getByLabel('标签 第 2 行的键', { exact: true }).fill('tier')
  await page.getByLabel('标签 第 2 行的值', { exact: true }).fill('data')
  await next.click()
  await page.getByRole('button', { name: '添加节点标签' }).click()
  await page.getByLabel('节点必须具有的标签 第 1 行的键', { exact: true }).fill('kubernetes.io/os')
  await page.getByLabel('节点必须具有的标签 第 1 行的值', { exact: true }).fill('linux')
  await expect(page.locator('[data-matching="1"]')).toBeVisible()
  await next.click()
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await create(page, 'three-ways', 'by-form', '创建')

  await page.goto('/projects/three-ways/new-statefulset')
  await page.getByLabel('在此粘贴 YAML 或 JSON').fill(manifest('by-import'))
  await expect(page.locator('[data-found="2"]')).toContainText('StatefulSet by-import')
  await page.getByRole('button', { name: '填充到表单' }).click()
  await expect(page.getByLabel('名称', { exact: false }).first()).toHaveValue('by-import')
  await page.getByRole('button', { name: /确认/ }).click()
  await create(page, 'three-ways', 'by-import', '创建')

  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  await openForm(page, 'three-ways', '从“空白表单”开始', '创建有状态副本集')
  await page.getByText('代码', { exact: true }).click()
  await typeCode(page, manifest('by-code'))
  expect([...hosts].filter((host) => host !== '')).toEqual([new URL(page.url()).host])
  await page.getByRole('button', { name: '前往表单与确认' }).click()
  await expect(page.getByLabel('名称', { exact: false }).first()).toHaveValue('by-code')
  await page.getByRole('button', { name: /确认/ }).click()
  await create(page, 'three-ways', 'by-code', '创建')

  const [form, imported, code] = ['by-form', 'by-import', 'by-code'].map((name) => specOf('three-ways', name))
  expect(form).toEqual(imported)
  expect(code).toEqual(imported)
})

/** Puts a text into the editor in the place of what is there, as pasting does. */
async function typeCode(page: Page, text: string): Promise<void> {
  const editor = page.locator('.monaco-editor').first()
  await expect(editor).toBeVisible({ timeout: 30_000 })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.locator('.view-line').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+v')
  await expect(page.locator('.view-lines').first()).toContainText('by-code')
  await page.keyboard.press('Control+Home')
}

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

test('what the cluster says stands beside its field, and a name that is taken is said before', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'beside')
  await openForm(page, 'beside', 'Begin with A single instance', 'Create StatefulSet')
  await page.getByLabel('Name', { exact: false }).first().fill('Not_a_name')
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByRole('button', { name: /^1\s*Basic information/ }).click()
  await expect(page.getByLabel('Name', { exact: false }).first()).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name', { exact: false }).first().fill('first')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await takePictures(page, 'create-review', page.locator('[data-tried="true"]'))
  await create(page, 'beside', 'first', 'Create')
  await expect(page.getByText('1 of 1 ready')).toBeVisible({ timeout: 60_000 })

  await openForm(page, 'beside', 'Begin with A single instance', 'Create StatefulSet')
  await page.getByLabel('Name', { exact: false }).first().fill('first')
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.getByRole('alert').first()).toContainText('In use already')
  await page.getByRole('button', { name: 'Basic information' }).last().click()
  await expect(page.getByText(/In use already/)).toBeVisible()

  // A Service that is there already is used only when the person says so.
  kubectl('beside', ['create', 'service', 'clusterip', 'used', '--clusterip=None'])
  await page.goto('/projects/beside/new-statefulset')
  await importDraft(page, manifest('used'))
  await page.getByRole('button', { name: /Review/ }).click()
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('exists already')
  await page.getByLabel('It exists already: use it as it is').check()
  await create(page, 'beside', 'used', 'Create')
})

test('an administrator says what a project may run, and it is refused at its field', async ({ browser }) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'policy')
  await page.goto('/projects/policy/new-statefulset')
  const privileged = manifest('daring').replace(
    'image: busybox:1.36',
    'image: busybox:1.36\n          securityContext: { privileged: true }',
  )
  const paste = page.getByLabel('Paste YAML or JSON here')
  await paste.fill(privileged)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'containers[0].securityContext.privileged',
  )
  await page.goto('/projects/policy/policy')
  await page.getByLabel('Privileged containers').check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The policy is saved.')).toBeVisible()
  await page.goto('/projects/policy/new-statefulset')
  await paste.fill(privileged)
  await expect(page.locator('[data-found="2"]')).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: 'privileged' })).toHaveCount(0)
})

test('a refusal stands beside what it is about, and a click is not lost to what it shows', async ({
  browser,
}) => {
  const page = await requireAdmin(browser)
  await createProject(page, 'clicks')
  await openForm(page, 'clicks', 'Begin with Empty form', 'Create StatefulSet')
  await page.getByRole('button', { name: /^2\s*Pods/ }).click()
  await page.getByText('CPU and memory').click()
  // Leaving the field shows that it is wrong, and moves the button below.
  await page.getByLabel('CPU requests').pressSequentially('much')
  await page.getByRole('button', { name: 'Add container' }).click()
  await expect(page.getByRole('region', { name: 'sidecar' })).toBeVisible()
  await expect(page.getByLabel('CPU requests').first()).toHaveAttribute('aria-invalid', 'true')

  await page.getByRole('button', { name: /^3\s*Volumes/ }).click()
  await page.getByText('Other volumes', { exact: true }).first().click()
  await page.getByRole('button', { name: 'Add volume', exact: true }).click()
  await page.getByLabel('Kind').selectOption('hostPath')
  await expect(page.getByRole('region', { name: 'volume-1' }).getByRole('alert')).toContainText('hostPath')

  await page.getByRole('button', { name: /^5\s*Labels/ }).click()
  await page.getByLabel('Value 1 of Labels', { exact: true }).fill('shop')
  await expect(page.locator('[data-followers]')).toContainText('spec.selector.matchLabels.app')
})
