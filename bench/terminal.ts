import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { WebSocket as Socket } from 'ws'
import { type Cluster, startCluster } from '../e2e/cluster/cluster.ts'
import { startOrdinal } from '../e2e/ordinal.ts'
import { statefulSet } from '../e2e/state-manifests.ts'
import { type Figures, median, percentile } from './figures.ts'
import { launchBrowser } from './measure.ts'

const keys = 200
const pauseMs = 70

/** A terminal on a real cluster: from a key to its echo, beside the same over the API server's own socket. */
export async function measureTerminal(): Promise<Figures> {
  const cluster = await startCluster({ say: console.log })
  const ordinal = await startOrdinal({ KUBECONFIG: cluster.ordinalKubeconfig, LOG_LEVEL: 'warn' })
  const browser = await launchBrowser()
  try {
    const page = await (await browser.newContext({ baseURL: ordinal.url, locale: 'en-US' })).newPage()
    await openTerminal(page, ordinal.setupLink, cluster)
    const raw = await measureRaw(cluster)
    const socket = await measureSocket(page)
    const drawn = await measureDrawn(page)
    return {
      'raw exec: key → echo, p50 ms': median(raw),
      'raw exec: key → echo, p95 ms': percentile(raw, 0.95),
      'terminal: key → echo in the browser, p50 ms': median(socket),
      'terminal: key → echo in the browser, p95 ms': percentile(socket, 0.95),
      'terminal over raw exec, p95 ms': percentile(socket, 0.95) - percentile(raw, 0.95),
      'terminal: key → drawn, p50 ms': median(drawn),
      'terminal: key → drawn, p95 ms': percentile(drawn, 0.95),
    }
  } finally {
    await browser.close()
    await ordinal.stop()
    await cluster.stop()
  }
}

async function openTerminal(page: Page, setupLink: string, cluster: Cluster): Promise<void> {
  await page.goto(setupLink)
  await page.getByLabel('Username').fill('admin')
  await page.getByLabel('Your name').fill('Admin')
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/projects/)
  await page.goto('/projects/new')
  await page.getByLabel('Name', { exact: true }).fill('Bench')
  await page.getByLabel('Part of the address').fill('bench')
  await page.getByLabel('Namespace', { exact: true }).fill('bench')
  await page.getByLabel('Make the namespace').check()
  await page.getByRole('button', { name: 'Create project' }).click()
  await page.waitForURL(/\/projects\/bench/)
  const set = JSON.parse(statefulSet('shell')) as { metadata: object }
  await cluster.apply(JSON.stringify({ ...set, metadata: { ...set.metadata, namespace: 'bench' } }))
  await cluster.kubectl('-n', 'bench', 'wait', '--for=create', 'pod/shell-0', '--timeout=60s')
  await cluster.kubectl('-n', 'bench', 'wait', '--for=condition=Ready', 'pod/shell-0', '--timeout=60s')
  await page.goto('/projects/bench/pods/shell-0/containers/main/terminal')
  await page.getByText('Connected to').waitFor()
  await page.locator('.xterm-screen').click()
}

/** As `kubectl exec -it` does it. */
async function measureRaw({ server, caFile, adminToken }: Cluster): Promise<number[]> {
  const query = 'command=sh&container=main&stdin=true&stdout=true&tty=true'
  const url = `${server.replace('https', 'wss')}/api/v1/namespaces/bench/pods/shell-0/exec?${query}`
  const socket = new Socket(url, ['v5.channel.k8s.io'], {
    ca: readFileSync(caFile),
    headers: { authorization: `Bearer ${adminToken}` },
  })
  let heard = () => {}
  socket.on('message', (data: Buffer) => {
    if (data[0] === 1 && data.length > 1) heard()
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  await sleep(1500)
  const times: number[] = []
  for (let index = 0; index < keys; index++) {
    const start = performance.now()
    const echo = new Promise<void>((resolve) => {
      heard = resolve
    })
    socket.send(Buffer.from([0, 'abcdefghij'.charCodeAt(index % 10)]))
    await echo
    times.push(performance.now() - start)
    await sleep(pauseMs)
  }
  socket.terminate()
  return times
}

/** From a real key to the bytes of its echo in the page. */
async function measureSocket(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    let at = 0
    Object.assign(window, { times })
    addEventListener('keydown', () => (at = performance.now()), true)
    const send = WebSocket.prototype.send
    const known = new WeakSet<WebSocket>()
    WebSocket.prototype.send = function (data) {
      if (!known.has(this)) {
        known.add(this)
        this.addEventListener('message', (event) => {
          if (typeof event.data === 'string' || at === 0) return
          times.push(performance.now() - at)
          at = 0
        })
      }
      return send.call(this, data)
    }
  })
  return typeKeys(page)
}

/** From a real key to the frame in which it is seen. */
async function measureDrawn(page: Page): Promise<number[]> {
  await page.reload()
  await page.getByText('Connected to').waitFor()
  await page.locator('.xterm-screen').click()
  await page.evaluate(() => {
    const times: number[] = []
    let at = 0
    Object.assign(window, { times })
    addEventListener('keydown', () => (at = performance.now()), true)
    const rows = document.querySelector('.xterm-rows')
    const seen = () => {
      const from = at
      at = 0
      if (from > 0) requestAnimationFrame(() => times.push(performance.now() - from))
    }
    if (rows !== null)
      new MutationObserver(seen).observe(rows, { subtree: true, childList: true, characterData: true })
  })
  return typeKeys(page)
}

async function typeKeys(page: Page): Promise<number[]> {
  for (let index = 0; index < keys; index++) {
    await page.keyboard.press('abcdefghij'[index % 10] ?? 'a')
    await page.waitForTimeout(pauseMs)
  }
  await page.waitForTimeout(500)
  return page.evaluate(() => (window as unknown as { times: number[] }).times)
}
