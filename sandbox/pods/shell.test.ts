import { describe, expect, it } from 'vitest'
import { Store } from '../api/store.ts'
import type { Container, Pod } from './behaviours.ts'
import { Shells } from './shell.ts'
import { Volumes } from './volumes.ts'

const container = { name: 'main', image: 'busybox:1.36' } as Container
const pod = { metadata: { name: 'web-0', uid: 'a', resourceVersion: '1' } } as Pod

describe('a program in a simulated shell', () => {
  const shell = new Shells(new Store(), new Volumes(null, () => undefined)).of(pod, container)
  const write = (path: string, bytes: Buffer) => shell.execute(['sh', '-c', 'cat > "$1"', 'sh', path], bytes)

  it.each([
    ['GBK', Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 10])],
    ['UTF-8', Buffer.from('caf\u00e9, 你好\n')],
    ['letters of Western Europe alone', Buffer.from('caf\u00e9\n')],
    ['anything', Buffer.from(Array.from({ length: 256 }, (_, index) => index))],
  ])('gives a file in %s as it was put there', async (name, bytes) => {
    const path = `/tmp/it's ${name}`
    expect(await write(path, bytes)).toMatchObject({ exitCode: 0 })
    expect((await shell.execute(['cat', path], Buffer.alloc(0))).stdout).toEqual(bytes)
    const folder = await shell.execute(['tar', '-cf', '-', '-C', '/tmp', `./it's ${name}`], Buffer.alloc(0))
    expect(folder.stdout.includes(bytes)).toBe(true)
  })

  it('says how it ended, and what it has to say against it', async () => {
    const { stderr, exitCode } = await shell.execute(['cat', '/none'], Buffer.alloc(0))
    expect([stderr.toString(), exitCode]).toEqual(['cat: /none: No such file or directory\n', 1])
  })
})
