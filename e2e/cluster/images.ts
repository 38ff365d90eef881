import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { places } from './places.ts'
import { output } from './processes.ts'

export const pauseImage = 'ordinal.test/pause:1'

/** Nothing can be pulled: these are made of the static busybox. The sandbox image must not exit. */
const images = [
  { name: 'docker.io/library/busybox:1.36', command: ['sh'] },
  { name: 'docker.io/library/busybox:1.37', command: ['sh'] },
  { name: pauseImage, command: ['busybox', 'tail', '-f', '/dev/null'] },
  // One program, and no shell.
  { name: 'docker.io/library/bare:1', command: ['/sleep', '100000'], filesystem: 'bare' },
] as const

const busybox = '/bin/busybox'

/** An archive of all images, in the layout of `docker save`; made once for each busybox and each version of this file. */
export async function makeImages(): Promise<string> {
  const hash = createHash('sha256')
    .update(readFileSync(busybox))
    .update(readFileSync(import.meta.filename))
  const archive = join(places.images, `${hash.digest('hex').slice(0, 16)}.tar`)
  if (existsSync(archive)) return archive
  rmSync(places.images, { recursive: true, force: true })
  mkdirSync(places.images, { recursive: true })
  const folder = mkdtempSync(join(places.images, 'new-'))
  await makeFilesystem(join(folder, 'filesystem'))
  mkdirSync(join(folder, 'bare'))
  copyFileSync(busybox, join(folder, 'bare', 'sleep'))
  const layers = { filesystem: await makeLayer(folder, 'filesystem'), bare: await makeLayer(folder, 'bare') }
  const entries: unknown[] = []
  for (const [index, image] of images.entries()) {
    const version = `version-${index}`
    mkdirSync(join(folder, version, 'etc'), { recursive: true })
    writeFileSync(join(folder, version, 'etc', 'image'), `${image.name}\n`)
    const base = layers['filesystem' in image ? image.filesystem : 'filesystem']
    entries.push(describeImage(folder, image, [base, await makeLayer(folder, version)]))
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(entries))
  await output(
    'tar',
    '-C',
    folder,
    '--exclude=./filesystem',
    '--exclude=./bare',
    '--exclude=./version-?',
    '-cf',
    `${archive}.new`,
    '.',
  )
  rmSync(folder, { recursive: true })
  renameSync(`${archive}.new`, archive)
  return archive
}

async function makeFilesystem(folder: string): Promise<void> {
  for (const path of ['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr', 'var']) {
    mkdirSync(join(folder, path), { recursive: true })
  }
  for (const link of ['sbin', 'usr/bin', 'usr/sbin']) symlinkSync('/bin', join(folder, link))
  copyFileSync(busybox, join(folder, 'bin', 'busybox'))
  const applets = (await output(busybox, '--list'))
    .split('\n')
    .filter((name) => name !== '' && name !== 'busybox')
  for (const applet of applets) symlinkSync('busybox', join(folder, 'bin', applet))
  writeFileSync(
    join(folder, 'etc', 'passwd'),
    'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/sh\n',
  )
  writeFileSync(join(folder, 'etc', 'group'), 'root:x:0:\nnogroup:x:65534:\n')
  await output('chmod', '1777', join(folder, 'tmp'))
}

interface Layer {
  readonly file: string
  readonly digest: string
}

/** The same content gives the same layer: order, owner and times are fixed. */
async function makeLayer(folder: string, content: string): Promise<Layer> {
  const file = `${content}.tar`
  const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0']
  await output('tar', '-C', join(folder, content), ...fixed, '-cf', join(folder, file), '.')
  return {
    file,
    digest: createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex'),
  }
}

/** Writes an image's configuration and gives its line of the manifest. */
function describeImage(folder: string, { name, command }: (typeof images)[number], layers: readonly Layer[]) {
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Cmd: command, WorkingDir: '/', Labels: { 'ordinal.test/image': name } },
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => `sha256:${digest}`) },
  })
  const file = `${createHash('sha256').update(config).digest('hex')}.json`
  writeFileSync(join(folder, file), config)
  return { Config: file, RepoTags: [name], Layers: layers.map((layer) => layer.file) }
}
