import { createProject, expect, expectAccessible, kubectl, requireAdmin, test } from './fixtures.ts'
import { create, manifest, openForm, typeCode } from './wizard.ts'

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
  await typeCode(page, manifest('by-code'), 'by-code')
  expect([...hosts].filter((host) => host !== '')).toEqual([new URL(page.url()).host])
  await page.getByRole('button', { name: '前往表单与确认' }).click()
  await expect(page.getByLabel('名称', { exact: false }).first()).toHaveValue('by-code')
  await page.getByRole('button', { name: /确认/ }).click()
  await create(page, 'three-ways', 'by-code', '创建')

  const [form, imported, code] = ['by-form', 'by-import', 'by-code'].map((name) => specOf('three-ways', name))
  expect(form).toEqual(imported)
  expect(code).toEqual(imported)
})
