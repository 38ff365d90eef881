import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Store } from '../api/store.ts'
import type { Container, Pod } from './behaviours.ts'
import { Shells } from './shell.ts'
import { Volumes } from './volumes.ts'

const container = { name: 'main', volumeMounts: [{ name: 'data', mountPath: '/data' }] } as Container
const pod = {
  metadata: { name: 'web-0', namespace: 'shop', uid: 'pod', resourceVersion: '1' },
  spec: {
    containers: [container],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } }],
  },
} as unknown as Pod

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ordinal-volumes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A sandbox as it is after each start. */
function start(place = folder) {
  const store = new Store()
  const metadata = { name: 'data-web-0', namespace: 'shop', uid: 'claim', resourceVersion: '' }
  store.put('persistentvolumeclaims', { metadata })
  const said: string[] = []
  const volumes = new Volumes(place, (sentence) => said.push(sentence))
  const shell = new Shells(store, volumes).of(pod, container)
  const run = async (script: string, input = Buffer.alloc(0)) => {
    const { stdout } = await shell.execute(['sh', '-c', script], input)
    return stdout.toString()
  }
  return { volumes, run, said }
}

it('the files of a claim are there after the next start, and no others', async () => {
  await start().run(
    'mkdir /data/a; echo four > /data/a/orders; ln -s a /data/link; chmod 600 /data/a/orders; echo x > /tmp/x',
  )
  const { run } = start()
  expect(await run('cat /data/link/orders; ls /data; ls /tmp; stat -c %f /data/a/orders')).toBe(
    'four\na\nlink\nlost+found\n8180\n',
  )
})

it('a volume that is too large is not kept, one whose claim is gone is forgotten', async () => {
  const { run, volumes } = start()
  await run('echo small > /data/a')
  expect(readdirSync(folder)).toEqual(['claim.json'])
  await run('cat > /data/b', Buffer.alloc(9_000_000))
  expect(await start().run('ls /data')).toBe('a\nlost+found\n')
  volumes.forget('claim')
  expect(existsSync(join(folder, 'claim.json'))).toBe(false)
})

it('where it cannot be written that is said once, and all goes on in memory', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { run, said } = start(join(folder, 'file', 'volumes'))
  await run('echo a > /data/a')
  expect(await run('echo b > /data/b; cat /data/a')).toBe('a\n')
  expect(said).toEqual([expect.stringMatching(/^The sandbox cannot write .*: its folder is a file\.$/)])
})
