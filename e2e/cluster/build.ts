import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { places } from './places.ts'
import { output } from './processes.ts'

const version = 'v1.35.4'
const component = 'k8s.io/component-base/version'
const flags = `-s -w -X ${component}.gitVersion=${version} -X ${component}.gitMajor=1 -X ${component}.gitMinor=35`
const packages = ['containerd', 'runc', 'containernetworking-plugins', 'busybox-static']
const programs = ['/usr/bin/containerd', '/usr/sbin/runc', '/usr/lib/cni/bridge', '/bin/busybox']

/** Builds the Kubernetes binaries from Go modules (minutes, when the Go cache is cold) and installs what is missing. */
export async function prepareCluster(say: (sentence: string) => void): Promise<void> {
  await installPackages(say)
  const hash = createHash('sha256').update(flags)
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(import.meta.dirname, file)))
  const stamp = hash.digest('hex')
  if (existsSync(places.buildStamp) && readFileSync(places.buildStamp, 'utf8') === stamp) return
  say('Building Kubernetes (about 5 minutes the first time) …')
  mkdirSync(places.bin, { recursive: true })
  const build = ['build', '-mod=readonly', '-trimpath', `-ldflags=${flags}`, '-o', `${places.bin}/`, 'tool']
  await output('env', 'CGO_ENABLED=0', 'go', '-C', import.meta.dirname, ...build)
  writeFileSync(places.buildStamp, stamp)
}

async function installPackages(say: (sentence: string) => void): Promise<void> {
  if (programs.every((program) => existsSync(program))) return
  if (process.getuid?.() !== 0) throw new Error(`Install these Debian packages first: ${packages.join(' ')}`)
  say(`Installing ${packages.join(' ')} …`)
  await output('apt-get', 'update')
  await output(
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    'install',
    '-y',
    '--no-install-recommends',
    ...packages,
  )
}
