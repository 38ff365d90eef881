import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Begins a draft; `begin` and `ready` are the button and the heading in the page's language. */
export async function openForm(page: Page, slug: string, begin: string, ready: string): Promise<void> {
  await page.goto(`/projects/${slug}/new-statefulset`)
  await page.getByRole('button', { name: begin }).click()
  await expect(page.getByRole('heading', { level: 1, name: ready })).toBeVisible()
  await expect(page.locator('[data-ready="true"]')).toBeVisible()
}

/** The manual’s example, with its Service. */
export const manifest = (name: string) => `apiVersion: v1
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

/** From the review on, once the cluster agrees. */
export async function create(page: Page, slug: string, name: string, button: string): Promise<void> {
  await expect(page.locator('[data-tried="true"]')).toBeVisible()
  await page.getByRole('button', { name: button, exact: true }).click()
  await expect(page).toHaveURL(new RegExp(`/projects/${slug}/statefulsets/${name}$`))
}

/** Puts a text into the editor in the place of what is there, as pasting does; `word` is one of it. */
export async function typeCode(page: Page, text: string, word: string): Promise<void> {
  const editor = page.locator('.monaco-editor').first()
  await expect(editor).toBeVisible({ timeout: 30_000 })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.locator('.view-line').first().click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+v')
  await expect(page.locator('.view-lines').first()).toContainText(word)
  await page.keyboard.press('Control+Home')
}
