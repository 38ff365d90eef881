import { createProject, expect, recorderUrl, requireAdmin, test } from './fixtures.ts'
import { readCalls } from './recorder.ts'

const set = (name: string, more = '') => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
${more}spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec: { containers: [{ name: main, image: busybox:1.36 }] }
`
const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n`

test('a text that cannot be a set is refused with a sentence and stays as it was typed', async ({
  browser,
}) => {
  const admin = await requireAdmin(browser)
  await createProject(admin, 'bad-input')
  await admin.goto('/projects/bad-input/new-statefulset')
  const cases: [text: string, sentence: RegExp][] = [
    ['a: [1', /Line \d+: Not YAML/],
    ['x'.repeat(10_000_000), /More than 512 KiB/],
    [bomb, /apiVersion is missing/],
    ['---\n'.repeat(20_000), /20000 documents; at most 50/],
    [
      `${set('a')}---\napiVersion: v1\nkind: Secret\nmetadata: { name: s }`,
      /Line 12: .*v1 Secret s cannot be created/,
    ],
    [set('a', '  namespace: kube-system\n'), /Line 5: .*kube-system is another namespace/],
    [set('a').replace('template:', 'tempalte:'), /tempalte.*no such field/],
    [set('Capital'), /Line 4: .*lower-case/],
    [set("'..'"), /Line 4: .*lower-case/],
    [set('a/b'), /Line 4: .*lower-case/],
    [set('🙂'), /Line 4: .*lower-case/],
    [set('a'.repeat(53)), /53 characters/],
    [set('a'.repeat(64)), /At most 63/],
    [
      set('a').replace('image: busybox:1.36', 'image: busybox:1.36, ports: [{ containerPort: 70000 }]'),
      /70000|65535/,
    ],
    [set('a').replace('labels: { app: a }', 'labels: { app: b }'), /spec\.template\.metadata\.labels/],
  ]
  const editor = admin.getByLabel('Paste YAML or JSON here')
  for (const [text, sentence] of cases) {
    await editor.evaluate((area: HTMLTextAreaElement, value) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set
      set?.call(area, value)
      area.dispatchEvent(new Event('input', { bubbles: true }))
    }, text)
    await expect(admin.getByRole('main').getByRole('alert')).toContainText(sentence)
    expect(await editor.inputValue()).toBe(text)
  }
  const writes = (await readCalls(recorderUrl())).filter(
    (call) =>
      /bad-input.*\/(?:statefulsets|services)/.test(call) &&
      !call.startsWith('GET') &&
      !call.includes('dryRun=All'),
  )
  expect(writes).toEqual([])
})

test('a name that is no name is refused at its field', async ({ browser }) => {
  const admin = await requireAdmin(browser)
  await admin.goto('/projects/new')
  const namespace = admin.getByLabel('Namespace', { exact: true })
  await admin.getByLabel('Name', { exact: true }).fill('Any')
  await admin.getByLabel('Part of the address').fill('any')
  for (const name of [
    '',
    'A',
    '..',
    'a/b',
    'a'.repeat(64),
    'a'.repeat(300),
    '🙂',
    'kube-system',
    'default',
    'no-such',
  ]) {
    await namespace.fill(name)
    await admin.getByRole('button', { name: 'Create project' }).click()
    await expect(namespace).toHaveAttribute('aria-invalid', 'true')
    await expect(admin.getByRole('button', { name: 'Create project' })).toBeEnabled()
    expect(await namespace.inputValue()).toBe(name)
  }
})
