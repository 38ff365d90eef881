import type { RunState } from './runs.ts'

/** The command of each part. Paths are those inside the namespaces: the run folder is /run, the binaries are in /run/bin. */
export type PartName = 'etcd' | 'containerd' | 'apiserver' | 'controller-manager' | 'scheduler' | 'kubelet'

const gates = '--feature-gates=MaxUnavailableStatefulSet=true'
const alone = ['--leader-elect=false', '--secure-port=0']
const kubeconfig = (user: string) => `--kubeconfig=/run/etc/${user}.kubeconfig`

export function commandOf(part: PartName, { network, ports }: RunState): string[] {
  const client = `http://127.0.0.1:${ports.etcd}`
  const peer = `http://127.0.0.1:${ports.etcdPeer}`
  const commands: Record<PartName, string[]> = {
    etcd: [
      'etcd',
      '--unsafe-no-fsync',
      '--data-dir=/run/etcd',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
    ],
    containerd: ['containerd', '--config=/run/etc/containerd.toml'],
    apiserver: [
      'kube-apiserver',
      '--bind-address=127.0.0.1',
      `--secure-port=${ports.api}`,
      '--cert-dir=/run/certs',
      `--etcd-servers=${client}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      '--service-account-key-file=/run/etc/sa.key',
      '--service-account-signing-key-file=/run/etc/sa.key',
      '--token-auth-file=/run/etc/tokens.csv',
      '--authorization-mode=Node,RBAC',
      '--enable-admission-plugins=NodeRestriction',
      '--allow-privileged=true',
      // Without it logs and exec look up the node's name.
      '--kubelet-preferred-address-types=InternalIP',
      '--service-cluster-ip-range=10.96.0.0/16',
      gates,
    ],
    'controller-manager': [
      'kube-controller-manager',
      kubeconfig('controller-manager'),
      '--use-service-account-credentials',
      '--service-account-private-key-file=/run/etc/sa.key',
      '--root-ca-file=/run/certs/apiserver.crt',
      '--enable-hostpath-provisioner=true',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      gates,
      ...alone,
    ],
    scheduler: ['kube-scheduler', kubeconfig('scheduler'), ...alone],
    kubelet: [
      'kubelet',
      '--config=/run/etc/kubelet.json',
      kubeconfig('node'),
      `--node-ip=${network.nodeAddress}`,
      '--hostname-override=node-1',
    ],
  }
  return commands[part]
}
