import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { places } from './places.ts'

/** What differs from run to run. */
export interface Settings {
  readonly apiPort: number
  readonly etcdPort: number
  readonly etcdPeerPort: number
  readonly kubeletPort: number
  readonly bridge: string
  /** The second octet of the pods' network 10.x.0.0/16. */
  readonly octet: number
  /** A short folder for sockets: their paths may have 107 bytes. */
  readonly sockets: string
}

export const users = ['admin', 'controller-manager', 'scheduler', 'node', 'ordinal'] as const
type User = (typeof users)[number]
const identities = {
  admin: 'admin,1,"system:masters"',
  'controller-manager': 'system:kube-controller-manager,2,""',
  scheduler: 'system:kube-scheduler,3,""',
  node: 'system:node:node-1,4,"system:nodes"',
  ordinal: 'ordinal,5,""',
} as const satisfies Record<User, string>

export const inRun = (...names: string[]) => join(places.run, ...names)

/** Writes every file that the parts read. */
export function writeConfigs(settings: Settings): void {
  const tokens = users.map((user) => ({ user, token: randomBytes(24).toString('hex') }))
  const rows = tokens.map(({ user, token }) => `${token},${identities[user]}`)
  writeFileSync(inRun('tokens.csv'), `${rows.join('\n')}\n`, { mode: 0o600 })
  for (const { user, token } of tokens) {
    writeFileSync(inRun(`${user}.kubeconfig`), kubeconfig(settings.apiPort, user, token), { mode: 0o600 })
  }
  writeFileSync(inRun('containerd.toml'), containerdConfig(settings))
  writeFileSync(inRun('cni', '10-bridge.conflist'), JSON.stringify(cniConfig(settings)))
  writeFileSync(inRun('kubelet.json'), JSON.stringify(kubeletConfig(settings)))
}

function kubeconfig(port: number, user: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [
      {
        name: 'test',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority': inRun('certs', 'apiserver.crt'),
        },
      },
    ],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user } }],
  })
}

function containerdConfig({ sockets }: Settings): string {
  return `version = 2
root = "${inRun('containerd')}"
state = "${sockets}/state"
[grpc]
  address = "${sockets}/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "ordinal.test/pause:1"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${inRun('cni')}"
`
}

function cniConfig({ bridge, octet }: Settings) {
  const ipam = { type: 'host-local', dataDir: inRun('ipam'), ranges: [[{ subnet: `10.${octet}.0.0/16` }]] }
  const plugin = { type: 'bridge', bridge, isGateway: true, ipMasq: false, ipam }
  return { cniVersion: '0.4.0', name: bridge, plugins: [plugin] }
}

function kubeletConfig({ sockets, kubeletPort }: Settings) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupsPerQOS: true,
    clusterDNS: ['10.96.0.10'],
    clusterDomain: 'cluster.local',
    containerRuntimeEndpoint: `unix://${sockets}/containerd.sock`,
    enforceNodeAllocatable: [],
    evictionHard: {},
    failCgroupV1: false,
    failSwapOn: false,
    healthzPort: 0,
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    port: kubeletPort,
    resolvConf: '',
  }
}
