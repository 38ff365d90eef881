import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRun, type Settings } from './config.ts'
import { output } from './processes.ts'

/** Nothing can be pulled: these are made of the static busybox and imported. The sandbox image must not exit. */
const images = [
  { name: 'docker.io/library/busybox:1.36', command: ['sh'] },
  { name: 'docker.io/library/busybox:1.37', command: ['sh'] },
  { name: 'ordinal.test/pause:1', command: ['/bin/busybox', 'tail', '-f', '/dev/null'] },
] as const

export async function importImages({ sockets }: Settings): Promise<void> {
  const folder = inRun('images')
  const filesystem = join(folder, 'rootfs')
  for (const path of ['bin', 'tmp', 'etc', 'dev', 'proc'])
    mkdirSync(join(filesystem, path), { recursive: true })
  copyFileSync('/bin/busybox', join(filesystem, 'bin', 'busybox'))
  writeFileSync(join(filesystem, 'etc', 'passwd'), 'root:x:0:0:root:/:/bin/sh\n')
  const applets = (await output('/bin/busybox', '--list'))
    .split('\n')
    .filter((name) => name && name !== 'busybox')
  for (const applet of applets) symlinkSync('busybox', join(filesystem, 'bin', applet))
  await output('tar', '-C', filesystem, '-cf', join(folder, 'layer.tar'), '.')
  const layer = (await output('sha256sum', join(folder, 'layer.tar'))).split(' ')[0] ?? ''
  const manifest = images.map(({ name, command }) => {
    const config = JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Env: ['PATH=/bin'], Cmd: command, Labels: { name } },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
    })
    const file = `${createHash('sha256').update(config).digest('hex')}.json`
    writeFileSync(join(folder, file), config)
    return { Config: file, RepoTags: [name], Layers: ['layer.tar'] }
  })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  const files = ['manifest.json', 'layer.tar', ...manifest.map(({ Config }) => Config)]
  await output('tar', '-C', folder, '-cf', join(folder, 'images.tar'), ...files)
  const ctr = ['-a', `${sockets}/containerd.sock`, '-n', 'k8s.io']
  await output('ctr', ...ctr, 'image', 'import', join(folder, 'images.tar'))
  rmSync(folder, { recursive: true })
}
