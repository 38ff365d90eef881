import type { Api } from './api/api.ts'

const writer = { manager: 'sandbox' }

/** What a cluster has before anybody uses it: nodes in three zones, classes of storage, the first namespaces. */
export function furnish(api: Api): void {
  for (const zone of ['a', 'b', 'c']) addNode(api, `node-${zone}`, zone)
  const isDefault = { 'storageclass.kubernetes.io/is-default-class': 'true' }
  const grows = { allowVolumeExpansion: true, provisioner: 'disk.sandbox.ordinal.io' }
  const late = { volumeBindingMode: 'WaitForFirstConsumer' }
  const offline = { 'sandbox.ordinal.io/grows-offline': 'true' }
  api.create('storageclasses', { metadata: { name: 'standard', annotations: isDefault }, ...grows }, writer)
  api.create(
    'storageclasses',
    { metadata: { name: 'fast', annotations: offline }, ...grows, ...late },
    writer,
  )
  api.create('storageclasses', { metadata: { name: 'fixed' }, provisioner: grows.provisioner }, writer)
  for (const name of ['default', 'kube-system']) api.create('namespaces', { metadata: { name } }, writer)
}

function addNode(api: Api, name: string, zone: string): void {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': `zone-${zone}`,
  }
  const node = api.create('nodes', { metadata: { name, labels }, spec: {} }, writer)
  const amounts = { cpu: '192', memory: '1Ti', pods: '1500', 'ephemeral-storage': '200Gi' }
  const now = api.clock.stamp()
  const status = {
    capacity: amounts,
    allocatable: amounts,
    addresses: [{ type: 'InternalIP', address: `10.0.0.${zone.charCodeAt(0)}` }],
    conditions: [
      {
        ...{
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        },
        ...{ lastHeartbeatTime: now, lastTransitionTime: now },
      },
    ],
    nodeInfo: {
      kubeletVersion: 'v1.35.4+sandbox',
      osImage: 'Sandbox Linux',
      operatingSystem: 'linux',
      architecture: 'amd64',
    },
  }
  api.update('nodes', { ...node, status }, writer, 'status')
}
