import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pauseImage } from './images.ts'
import { bridge } from './network.ts'
import { runFiles } from './places.ts'
import type { Run } from './runs.ts'

/** The configuration files of containerd, CNI and the kubelet. Their paths are those inside: the run folder is /run. */
export function writePartFiles({ folder, state }: Run): void {
  const { etc } = runFiles(folder)
  const network = state.network
  const registries = join(etc, 'registries', '_default')
  for (const path of [join(etc, 'cni'), registries]) mkdirSync(path, { recursive: true })
  writeFileSync(join(registries, 'hosts.toml'), registryConfig)
  writeFileSync(join(etc, 'containerd.toml'), containerdConfig(network.bridgeAddress))
  writeFileSync(join(etc, 'cni', '10-bridge.conflist'), JSON.stringify(cniConfig(network.podSubnet)))
  writeFileSync(join(etc, 'kubelet.json'), JSON.stringify(kubeletConfig(network.name, network.nodeAddress)))
  writeFileSync(join(etc, 'cluster.json'), JSON.stringify(clusterObjects))
  // A cluster without DNS: a name server that does not answer, rather than the machine's own.
  writeFileSync(join(etc, 'resolv.conf'), 'nameserver 127.0.0.1\n')
}

/** restrict_oom_score_adj: runc may not lower the score on machines that are themselves confined, and dies trying. */
const containerdConfig = (address: string) => `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
  stream_server_address = "${address}"
  stream_server_port = "0"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "/run/etc/cni"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/run/etc/registries"
`

/** Whatever the registry's name: an image that was not imported fails at once, and nothing leaves this machine. */
const registryConfig = `server = "http://127.0.0.1:1"
[host."http://127.0.0.1:1"]
  capabilities = ["pull", "resolve"]
`

function cniConfig(subnet: string) {
  const ipam = { type: 'host-local', ranges: [[{ subnet }]] }
  const plugin = { type: 'bridge', bridge, isGateway: true, ipMasq: false, ipam }
  return { cniVersion: '0.4.0', name: bridge, plugins: [plugin] }
}

function kubeletConfig(controlGroups: string, address: string) {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // Only this machine and its pods reach this address.
    address,
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${controlGroups}`,
    cgroupsPerQOS: true,
    // Without one every pod gets a MissingClusterDNS event.
    clusterDNS: ['10.96.0.10'],
    clusterDomain: 'cluster.local',
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    enforceNodeAllocatable: [],
    evictionHard: {},
    failCgroupV1: false,
    failSwapOn: false,
    healthzPort: 0,
    // Images cannot be pulled again.
    imageGCHighThresholdPercent: 100,
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    resolvConf: '/run/etc/resolv.conf',
    volumePluginDir: '/var/lib/kubelet/volume-plugins',
  }
}

/** What a cluster has from its first moment besides the ClusterRole of deploy/, which Ordinal's account is bound to. */
const clusterObjects = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
      provisioner: 'kubernetes.io/host-path',
      allowVolumeExpansion: true,
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'ordinal' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'ordinal' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'ordinal' }],
    },
  ],
}
