import { join } from 'node:path'

/** Everything of the test cluster is under one folder of the repository, except sockets, whose paths must be short. */
export const root = join(import.meta.dirname, '..', '..')
const home = join(root, '.cluster')

export const places = {
  home,
  bin: join(home, 'bin'),
  buildStamp: join(home, 'bin', 'stamp'),
  run: join(home, 'run'),
  state: join(home, 'run', 'state.json'),
  adminKubeconfig: join(home, 'run', 'admin.kubeconfig'),
  ordinalKubeconfig: join(home, 'run', 'ordinal.kubeconfig'),
} as const

export const binary = (name: string) => join(places.bin, name)
