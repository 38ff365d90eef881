import type { Bash, BashExecResult, ExecOptions, IFileSystem } from 'just-bash'
import type { Store } from '../api/store.ts'
import type { Container, Pod } from './behaviours.ts'
import { stat } from './stat.ts'
import type { Volumes } from './volumes.ts'

export interface Output {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number
}

/** What all shells share: the volumes. */
export class Shells {
  readonly #shells = new Map<string, Shell>()
  readonly #volumes: Volumes
  readonly #store: Store

  constructor(store: Store, volumes: Volumes) {
    this.#store = store
    this.#volumes = volumes
  }

  /** The files of a container are its own, and new when it has started anew. */
  of(pod: Pod, container: Container): Shell {
    const restarts =
      pod.status?.containerStatuses?.find(({ name }) => name === container.name)?.restartCount ?? 0
    const id = `${pod.metadata.uid} ${container.name} ${restarts}`
    const known = this.#shells.get(id) ?? new Shell(pod, container, this.#mountsOf(pod, container))
    this.#shells.set(id, known)
    return known
  }

  /** Forgets a pod that is gone. */
  forget(uid: string): void {
    for (const id of this.#shells.keys()) if (id.startsWith(uid)) this.#shells.delete(id)
  }

  /** The outer ones first. */
  #mountsOf(pod: Pod, { volumeMounts = [] }: Container): Mount[] {
    const volumes = pod.spec?.volumes ?? []
    return volumeMounts
      .filter(({ name }) => volumes.some((one) => one.name === name && !one.configMap && !one.secret))
      .toSorted((a, b) => a.mountPath.length - b.mountPath.length)
      .map(({ name, mountPath }) => ({ mountPath, ...this.#volumeOf(pod, name) }))
  }

  #volumeOf(pod: Pod, name: string): Omit<Mount, 'mountPath'> {
    const claimName = pod.spec?.volumes?.find((one) => one.name === name)?.persistentVolumeClaim?.claimName
    const claim = this.#store.get('persistentvolumeclaims', pod.metadata.namespace, claimName ?? '')
    const uid = claim?.metadata.uid
    const volumes = this.#volumes
    if (uid === undefined)
      return { files: () => volumes.of(`${pod.metadata.uid} ${name}`), keep: () => Promise.resolve() }
    return { files: () => volumes.of(uid), keep: () => volumes.keep(uid) }
  }
}

interface Mount {
  readonly mountPath: string
  readonly files: () => Promise<IFileSystem>
  /** After what may have changed them. */
  readonly keep: () => Promise<void>
}

/** The simulated shell of a container: its files, where it stands, and its variables. */
export class Shell {
  readonly host: string
  readonly #open: () => Promise<Bash>
  readonly #mounts: readonly Mount[]
  #bash: Promise<Bash> | undefined
  #cwd = '/'
  #env: Readonly<Record<string, string>>

  constructor(pod: Pod, container: Container, mounts: readonly Mount[]) {
    this.#mounts = mounts
    this.host = pod.metadata.name
    this.#env = { HOME: '/root', HOSTNAME: this.host, PATH: '/bin:/usr/bin', ...variables(pod, container) }
    this.#open = () => openBash(pod, container, mounts)
  }

  get cwd(): string {
    return this.#cwd
  }

  /** A line as it is typed: what it changes of the place and the variables stays. */
  async line(text: string, signal: AbortSignal): Promise<Output> {
    const bash = await this.#ready()
    const options = { cwd: this.#cwd, env: { ...this.#env }, replaceEnv: true, signal }
    const result = await this.#run(bash, text, options)
    this.#cwd = result.env.PWD ?? this.#cwd
    this.#env = result.env
    return toOutput(result)
  }

  /** A program with its arguments. */
  async execute(command: readonly string[], stdin: Buffer): Promise<Output> {
    const bash = await this.#ready()
    const input = { stdin: stdin.toString('latin1'), stdinKind: 'bytes' } as const
    const options = { cwd: '/', env: { ...this.#env }, replaceEnv: true, ...input }
    const [program = '', ...args] = command
    const words = [program.split('/').at(-1) ?? '', ...args].map(quoted).join(' ')
    // The shell makes text of what is text, and does not say so: only what it encodes itself comes out as it was.
    const { stdout, ...rest } = await this.#run(bash, `set -o pipefail; ${words} | base64 -w 0`, options)
    return { ...toOutput({ stdout: '', ...rest }), stdout: Buffer.from(stdout, 'base64') }
  }

  async #run(bash: Bash, script: string, options: ExecOptions): Promise<BashExecResult> {
    try {
      return await bash.exec(script, options)
    } finally {
      await Promise.all(this.#mounts.map(({ keep }) => keep()))
    }
  }

  #ready(): Promise<Bash> {
    this.#bash ??= this.#open()
    return this.#bash
  }
}

function toOutput({ stdout, stderr, exitCode }: BashExecResult): Output {
  return { stdout: Buffer.from(stdout), stderr: Buffer.from(stderr), exitCode }
}

/** A word that a shell takes as it is. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}

/** Loaded when somebody opens a shell, since few do. */
async function openBash({ metadata }: Pod, container: Container, mounts: readonly Mount[]): Promise<Bash> {
  const { Bash, defineCommand, InMemoryFs, MountableFs } = await import('just-bash')
  const motd = 'This is a simulated shell of a sandbox: nothing here runs for real.\n'
  const base = new InMemoryFs({
    '/etc/hostname': `${metadata.name}\n`,
    '/etc/motd': motd,
    '/etc/hosts': `127.0.0.1 localhost\n10.244.0.1 ${metadata.name}\n`,
    '/etc/os-release': 'NAME="Sandbox Linux"\nID=sandbox\n',
    '/proc/1/comm': `${container.name}\n`,
    '/root/.profile': '',
    '/tmp/.keep': '',
  })
  const files = new MountableFs({ base })
  for (const { mountPath, files: mounted } of mounts) files.mount(mountPath, await mounted())
  return new Bash({ fs: files, cwd: '/', customCommands: [defineCommand('stat', stat)] })
}

function variables({ metadata, status }: Pod, { env = [] }: Container): Record<string, string> {
  const fields: Readonly<Record<string, string | undefined>> = {
    'metadata.name': metadata.name,
    'metadata.namespace': metadata.namespace,
    'status.podIP': status?.podIP,
  }
  const values = env.map(({ name, value, valueFrom }) => [
    name,
    value ?? fields[valueFrom?.fieldRef?.fieldPath ?? ''],
  ])
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Record<string, string>
}
