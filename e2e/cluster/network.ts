import { createServer } from 'node:net'
import { isAlive, output, type ProcessMark } from './processes.ts'

/**
 * What a cluster has to itself on this machine; all of it follows from the number. Pods live behind a bridge in a network
 * namespace of their own: Chromium gives up every request that still waits for a connection (net::ERR_NETWORK_CHANGED)
 * when the machine gets or loses an interface, as it would with each pod.
 */
export interface Network {
  readonly index: number
  /** The network namespace, the machine's end of the cable into it, and also the control groups. */
  readonly name: string
  readonly podSubnet: string
  /** Of the machine's end; the kubelet refuses a loopback address. */
  readonly nodeAddress: string
  /** Of the bridge, where containerd listens for the kubelet. */
  readonly bridgeAddress: string
}

/** Inside of the namespace. */
export const bridge = 'pods'
/** Given, since a bridge otherwise takes the lowest of its ports', and the machine would look for the one it had before. */
const bridgeHardwareAddress = '02:00:00:00:00:01'
export const namespaceFile = ({ name }: Network) => `/run/netns/${name}`

const clusters = 8
const firstOctet = 220
const namePattern = /^ordinal-k8s([0-7])$/

export const isNetworkName = (name: string) => namePattern.test(name)

function networkOf(index: number): Network {
  const prefix = `10.${firstOctet + index}`
  return {
    index,
    name: `ordinal-k8s${index}`,
    podSubnet: `${prefix}.0.0/16`,
    nodeAddress: `${prefix}.255.254`,
    bridgeAddress: `${prefix}.0.1`,
  }
}

/** Makes the network of the first number that is free. Only under the machine's lock. */
export async function claimNetwork(): Promise<Network> {
  const lists = [
    ['-o', 'link'],
    ['-o', 'address'],
    ['netns', 'list'],
    ['-4', 'route', 'show', 'table', 'all'],
  ]
  const used = (await Promise.all(lists.map((list) => output('ip', ...list)))).join('\n')
  const isFree = ({ index, name }: Network) =>
    !used.includes(name) && !new RegExp(`\\b10\\.${firstOctet + index}\\.`).test(used)
  const network = Array.from({ length: clusters }, (_, index) => networkOf(index)).find(isFree)
  if (network === undefined) throw new Error(`${clusters} test clusters are running on this machine already`)
  const { name, nodeAddress, bridgeAddress } = network
  const inside = (...args: string[]) => output('ip', '-n', name, ...args)
  await output('ip', 'netns', 'add', name)
  await output('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', 'machine', 'netns', name)
  await inside('link', 'add', bridge, 'address', bridgeHardwareAddress, 'type', 'bridge')
  await inside('link', 'set', 'machine', 'master', bridge)
  await inside('address', 'add', `${bridgeAddress}/16`, 'dev', bridge)
  for (const link of ['lo', 'machine', bridge]) await inside('link', 'set', link, 'up')
  await output('ip', 'address', 'add', `${nodeAddress}/16`, 'dev', name)
  await output('ip', 'link', 'set', name, 'up')
  return network
}

/** Notes on the machine's end whose it is, so that another checkout can tell a living cluster from a leftover. */
export async function signNetwork({ name }: Network, { pid, start }: ProcessMark): Promise<void> {
  await output('ip', 'link', 'set', name, 'alias', `${pid} ${start}`)
}

/** The networks whose supervisor is gone, or never was. Only under the machine's lock. */
export async function abandonedNetworks(): Promise<Network[]> {
  const list = async <T>(...args: string[]) =>
    JSON.parse((await output('ip', '-json', ...args)) || '[]') as T[]
  const links = await list<Link>('link', 'show', 'type', 'veth')
  const namespaces = await list<{ readonly name?: string }>('netns', 'list')
  const names = [...links.map(({ ifname }) => ifname), ...namespaces.map(({ name }) => name)]
  const abandoned: Network[] = []
  for (const name of new Set(names)) {
    const index = namePattern.exec(name ?? '')?.[1]
    const [pid = '0', start = ''] = links.find(({ ifname }) => ifname === name)?.ifalias?.split(' ') ?? []
    if (index === undefined || isAlive({ name: 'supervisor', pid: Number(pid), start })) continue
    abandoned.push(networkOf(Number(index)))
  }
  return abandoned
}

interface Link {
  readonly ifname?: string
  readonly ifalias?: string
}

/** What is inside of the namespace goes with it, once its last process has ended. */
export async function removeNetwork(name: string): Promise<void> {
  await output('ip', 'link', 'delete', name).catch(() => undefined)
  await output('ip', 'netns', 'delete', name).catch(() => undefined)
}

/**
 * Ports below those that the kernel gives to connections, so that none is taken between this look and its use.
 * Only under the machine's lock; the number keeps clusters apart after it.
 */
export async function freePorts(count: number, { index }: Network): Promise<number[]> {
  const ports: number[] = []
  for (let port = 20_000 + index * 100; ports.length < count; port++) {
    if (port >= 20_100 + index * 100) throw new Error('No free port for the test cluster')
    if (await isFree(port)) ports.push(port)
  }
  return ports
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
