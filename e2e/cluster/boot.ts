import { existsSync } from 'node:fs'
import { inRun, type Settings } from './config.ts'
import { importImages } from './images.ts'
import { binary, places, root } from './places.ts'
import { isAlive, logFile, output, type ProcessMark, startPart, until } from './processes.ts'

const gates = '--feature-gates=MaxUnavailableStatefulSet=true'
const limitMs = 60_000

/** Starts all parts in order, each as soon as what it needs answers; `started` is called for each process. */
export async function boot(settings: Settings, started: (mark: ProcessMark) => void): Promise<void> {
  const part = (name: string, command: string, ...args: string[]) => {
    const mark = startPart(name, command, args)
    started(mark)
    return mark
  }
  const etcd = startEtcd(settings, part)
  const containerd = part('containerd', 'containerd', '--config', inRun('containerd.toml'))
  await makeBridge(settings)
  const apiserver = startApiServer(settings, part)
  await ready(apiserver, async () => (await kubectl('get', '--raw', '/readyz')) === 'ok')
  await ready(containerd, () => existsSync(`${settings.sockets}/containerd.sock`))
  const manager = [
    '--use-service-account-credentials',
    `--service-account-private-key-file=${inRun('sa.key')}`,
  ]
  const own = ['--leader-elect=false', '--secure-port=0']
  part(
    'controller-manager',
    binary('kube-controller-manager'),
    `--kubeconfig=${inRun('controller-manager.kubeconfig')}`,
    '--enable-hostpath-provisioner=true',
    gates,
    ...manager,
    ...own,
  )
  part('scheduler', binary('kube-scheduler'), `--kubeconfig=${inRun('scheduler.kubeconfig')}`, ...own)
  await importImages(settings)
  const kubelet = part(
    'kubelet',
    binary('kubelet'),
    `--config=${inRun('kubelet.json')}`,
    `--kubeconfig=${inRun('node.kubeconfig')}`,
    `--root-dir=${inRun('kubelet')}`,
    `--node-ip=10.${settings.octet}.0.1`,
    '--hostname-override=node-1',
  )
  await kubectl(
    'apply',
    '-f',
    `${root}/deploy/clusterrole.yaml`,
    '-f',
    `${import.meta.dirname}/fixtures.yaml`,
  )
  await ready(kubelet, async () =>
    (await kubectl('get', 'node', 'node-1', '-o', 'yaml')).includes('reason: KubeletReady'),
  )
  await ready(apiserver, async () => (await kubectl('get', 'serviceaccount', 'default')).includes('default'))
  if (!isAlive(etcd)) throw new Error('etcd ended')
}

type Part = (name: string, command: string, ...args: string[]) => ProcessMark

function startEtcd({ etcdPort, etcdPeerPort }: Settings, part: Part): ProcessMark {
  const client = `http://127.0.0.1:${etcdPort}`
  const peer = `http://127.0.0.1:${etcdPeerPort}`
  return part(
    'etcd',
    binary('server'),
    '--unsafe-no-fsync',
    `--data-dir=${inRun('etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
  )
}

function startApiServer(settings: Settings, part: Part): ProcessMark {
  return part(
    'apiserver',
    binary('kube-apiserver'),
    '--bind-address=127.0.0.1',
    `--secure-port=${settings.apiPort}`,
    `--cert-dir=${inRun('certs')}`,
    `--etcd-servers=http://127.0.0.1:${settings.etcdPort}`,
    '--service-account-issuer=https://ordinal.test',
    `--service-account-key-file=${inRun('sa.key')}`,
    `--service-account-signing-key-file=${inRun('sa.key')}`,
    `--token-auth-file=${inRun('tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--allow-privileged=true',
    '--kubelet-preferred-address-types=InternalIP',
    '--service-cluster-ip-range=10.96.0.0/16',
    gates,
  )
}

/** The kubelet's address is on the bridge, so it must be there first. */
async function makeBridge({ bridge, octet }: Settings): Promise<void> {
  await output('ip', 'link', 'add', bridge, 'type', 'bridge')
  await output('ip', 'addr', 'add', `10.${octet}.0.1/16`, 'dev', bridge)
  await output('ip', 'link', 'set', bridge, 'up')
}

export function kubectl(...args: string[]): Promise<string> {
  return output(binary('kubectl'), '--kubeconfig', places.adminKubeconfig, ...args)
}

/** Bounded; the error shows the end of the part's log. */
async function ready(mark: ProcessMark, holds: () => boolean | Promise<boolean>): Promise<void> {
  const check = async () => {
    if (!isAlive(mark)) throw new Error(`${mark.name} ended`)
    return (await Promise.resolve(holds()).catch(() => false)) as boolean
  }
  await until(check, limitMs, `${mark.name} is not ready`).catch(async (cause: unknown) => {
    const tail = await output('tail', '-n', '30', logFile(mark.name)).catch(() => '')
    throw new Error(`${String(cause)}\n${tail}`, { cause })
  })
}
