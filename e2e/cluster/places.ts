import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
const home = join(root, '.cluster')

/** Everything of the test clusters is under one folder of the repository. */
export const places = {
  home,
  bin: join(home, 'bin'),
  buildStamp: join(home, 'bin', 'stamp'),
  images: join(home, 'images'),
  runs: join(home, 'run'),
  /** The logs of the last boot that failed: its own folder is removed. */
  failedLogs: join(home, 'failed'),
  clusterRole: join(root, 'deploy', 'clusterrole.yaml'),
} as const

export const binary = (name: string) => join(places.bin, name)

/** The files of one run. The processes of the cluster see this folder as /run (init.sh). */
export function runFiles(folder: string) {
  return {
    folder,
    state: join(folder, 'state.json'),
    initMark: join(folder, 'init.mark'),
    logs: join(folder, 'log'),
    etc: join(folder, 'etc'),
    temporary: join(folder, 'tmp'),
    discovery: join(folder, 'kubectl-cache'),
    /** The apiserver makes its own certificate; the file ends with the authority that signed it. */
    caFile: join(folder, 'certs', 'apiserver.crt'),
    kubeconfig: (user: string) => join(folder, `${user}.kubeconfig`),
    log: (part: string) => join(folder, 'log', `${part}.log`),
  }
}

/** Programs of Debian packages, which the parts find on this path too. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

export function hasProgram(name: string): boolean {
  if (name.startsWith('/')) return existsSync(name)
  return systemPath.split(':').some((folder) => existsSync(join(folder, name)))
}
