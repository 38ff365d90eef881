import { createServer } from 'node:net'
import { isAlive, output, type ProcessMark } from './processes.ts'

/** What a cluster has to itself on this machine; all of it follows from the number. */
export interface Network {
  readonly index: number
  /** The bridge, and also the control groups. */
  readonly name: string
  readonly podSubnet: string
  /** On the bridge; the kubelet refuses a loopback address. */
  readonly nodeAddress: string
}

const clusters = 8
const firstOctet = 220
const namePattern = /^ordinal-k8s([0-7])$/

export const isNetworkName = (name: string) => namePattern.test(name)

function networkOf(index: number): Network {
  const prefix = `10.${firstOctet + index}`
  return { index, name: `ordinal-k8s${index}`, podSubnet: `${prefix}.0.0/16`, nodeAddress: `${prefix}.0.1` }
}

/** Makes the bridge of the first number that is free. Only under the machine's lock. */
export async function claimNetwork(): Promise<Network> {
  const lists = [
    ['-o', 'link'],
    ['-o', 'address'],
    ['-4', 'route', 'show', 'table', 'all'],
  ]
  const used = (await Promise.all(lists.map((list) => output('ip', ...list)))).join('\n')
  const isFree = ({ index, name }: Network) =>
    !used.includes(name) && !new RegExp(`\\b10\\.${firstOctet + index}\\.`).test(used)
  const network = Array.from({ length: clusters }, (_, index) => networkOf(index)).find(isFree)
  if (network === undefined) throw new Error(`${clusters} test clusters are running on this machine already`)
  await output('ip', 'link', 'add', network.name, 'type', 'bridge')
  await output('ip', 'address', 'add', `${network.nodeAddress}/16`, 'dev', network.name)
  await output('ip', 'link', 'set', network.name, 'up')
  return network
}

/** Notes on the bridge whose it is, so that another checkout can tell a living cluster from a leftover. */
export async function signNetwork({ name }: Network, { pid, start }: ProcessMark): Promise<void> {
  await output('ip', 'link', 'set', name, 'alias', `${pid} ${start}`)
}

/** The networks whose supervisor is gone, or never was. Only under the machine's lock. */
export async function abandonedNetworks(): Promise<Network[]> {
  const links = JSON.parse(await output('ip', '-json', 'link', 'show', 'type', 'bridge')) as Link[]
  const abandoned: Network[] = []
  for (const link of links) {
    const index = namePattern.exec(link.ifname ?? '')?.[1]
    const [pid = '0', start = ''] = link.ifalias?.split(' ') ?? []
    if (index === undefined || isAlive({ name: 'supervisor', pid: Number(pid), start })) continue
    abandoned.push(networkOf(Number(index)))
  }
  return abandoned
}

interface Link {
  readonly ifname?: string
  readonly ifalias?: string
}

/** The pods' ends go with their namespaces, but not at once; the bridge would leave them behind. */
export async function removeNetwork(name: string): Promise<void> {
  const ends = await output('ip', '-json', 'link', 'show', 'master', name).catch(() => '[]')
  for (const { ifname } of JSON.parse(ends || '[]') as Link[]) {
    if (ifname !== undefined) await output('ip', 'link', 'delete', ifname).catch(() => undefined)
  }
  await output('ip', 'link', 'delete', name).catch(() => undefined)
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
