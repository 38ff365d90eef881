import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { binary, hasProgram, places } from './places.ts'

type Say = (sentence: string) => void

const version = 'v1.35.4'
const stamped = 'k8s.io/component-base/version'
// Without them the version is an unexpanded placeholder.
const linker = `-s -w -X ${stamped}.gitVersion=${version} -X ${stamped}.gitMajor=1 -X ${stamped}.gitMinor=35`
const flags = ['-mod=readonly', '-trimpath', '-buildvcs=false', `-ldflags=${linker}`]
const tools = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubelet', 'kubectl']
const limitMs = 45 * 60_000

/** Builds the binaries from Go modules when go.mod, go.sum or the flags have changed: minutes with a cold Go cache. */
export async function buildBinaries(say: Say, signal?: AbortSignal | undefined): Promise<void> {
  const hash = createHash('sha256').update(flags.join(' '))
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(import.meta.dirname, file)))
  const stamp = hash.digest('hex')
  const isCurrent = existsSync(places.buildStamp) && readFileSync(places.buildStamp, 'utf8') === stamp
  if (isCurrent && tools.every((tool) => existsSync(binary(tool)))) return
  if (!hasProgram('go') && !process.env.PATH?.split(':').some((folder) => existsSync(join(folder, 'go')))) {
    throw new Error('Go 1.25 or newer is needed to build Kubernetes: https://go.dev/doc/install')
  }
  mkdirSync(places.bin, { recursive: true })
  rmSync(places.buildStamp, { force: true })
  say(`Building Kubernetes ${version}: about five minutes the first time, seconds later …`)
  await goBuild(say, signal)
  // The tool go.etcd.io/etcd/server is named by its last folder.
  renameSync(binary('server'), binary('etcd'))
  writeFileSync(places.buildStamp, stamp)
}

/** Says every 20 seconds how far it is: -v prints a line for each package as it is compiled. */
function goBuild(say: Say, signal: AbortSignal | undefined): Promise<void> {
  const began = performance.now()
  const limit = AbortSignal.timeout(limitMs)
  const go = spawn('go', ['build', '-v', ...flags, '-o', `${places.bin}/`, 'tool'], {
    cwd: import.meta.dirname,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  })
  let packages = 0
  const last: string[] = []
  createInterface({ input: go.stderr }).on('line', (line) => {
    if (/^[\w.-]+(\/[^\s:]+)*$/.test(line)) packages++
    else last.push(line)
    if (last.length > 30) last.shift()
  })
  const elapsed = () => Math.round((performance.now() - began) / 1000)
  const progress = setInterval(() => say(`  ${packages} packages compiled after ${elapsed()} s`), 20_000)
  return new Promise<void>((resolve, reject) => {
    go.once('error', reject)
    go.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`go build failed\n${last.join('\n')}`)),
    )
  }).finally(() => clearInterval(progress))
}
