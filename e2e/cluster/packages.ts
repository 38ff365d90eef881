import { existsSync, readFileSync } from 'node:fs'
import { hasProgram } from './places.ts'
import { run } from './processes.ts'

/** The programs that a cluster needs from the system, by the Debian package that has each. */
const programs: Readonly<Record<string, readonly string[]>> = {
  containerd: ['containerd', 'containerd-shim-runc-v2', 'ctr'],
  runc: ['runc'],
  'containernetworking-plugins': ['/usr/lib/cni/bridge', '/usr/lib/cni/host-local', '/usr/lib/cni/loopback'],
  'busybox-static': ['/bin/busybox'],
  iproute2: ['ip'],
  'util-linux': ['unshare', 'nsenter', 'mount'],
  tar: ['tar'],
}

const isRoot = () => process.getuid?.() === 0

/** Installs the missing packages, or names them where it cannot. */
export async function installPackages(say: (sentence: string) => void): Promise<void> {
  if (process.platform !== 'linux' || !isRoot())
    throw new Error('The test cluster runs real containers: it needs Linux and root')
  const missing = missingPackages()
  if (missing.length === 0) return
  if (!hasProgram('apt-get'))
    throw new Error(`The test cluster needs these Debian packages: ${missing.join(' ')}`)
  say(`Installing ${missing.join(' ')} …`)
  const apt = { limitMs: 10 * 60_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  await run('apt-get', ['update', '-q'], apt)
  const quietly = ['-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
  await run('apt-get', ['install', ...quietly, ...missing], apt)
  const still = missingPackages()
  if (still.length > 0)
    throw new Error(`Installed, but their programs are not where they are expected: ${still.join(' ')}`)
}

function missingPackages(): string[] {
  const missing = Object.keys(programs).filter((name) => !programs[name]?.every(hasProgram))
  // The package busybox has the same program, linked to libraries that the images do not have.
  if (!missing.includes('busybox-static') && !isStatic('/bin/busybox')) missing.push('busybox-static')
  return missing
}

/** A program that is linked to libraries names its loader. */
function isStatic(path: string): boolean {
  return existsSync(path) && !readFileSync(path).includes('/ld-linux')
}
