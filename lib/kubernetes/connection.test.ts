import { createServer as createPlain } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { type Cluster as ClusterEntry, KubeConfig, type User } from '@kubernetes/client-node'
import { afterEach, describe, expect, it } from 'vitest'
import { certificates, key } from './certificates.testing.ts'
import { Cluster } from './cluster.ts'
import { tryConnection } from './connection.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

type Certificate = keyof typeof certificates

/** An API server with this certificate, which lets everybody in who has the token `right`. */
const secured = (name: Certificate) =>
  createServer({ key, cert: certificates[name] }, (request, response) => {
    const isRight = request.headers.authorization === 'Bearer right'
    response.writeHead(isRight ? 200 : 401).end(isRight ? '{"gitVersion":"v1.35.4"}' : '{"kind":"Status"}')
  })

const base64 = (text: string) => Buffer.from(text).toString('base64')

function connect(
  server: string,
  entry: Partial<ClusterEntry> = {},
  user: Partial<User> = { token: 'right' },
) {
  return tryConnection(
    new Cluster('test', () => {
      const config = new KubeConfig()
      config.loadFromOptions({
        clusters: [{ name: 'test', server, skipTLSVerify: false, ...entry }],
        users: [{ name: 'user', ...user }],
        contexts: [{ name: 'test', cluster: 'test', user: 'user' }],
      })
      return config
    }),
  )
}

/** To a server with a certificate that the kubeconfig names as its authority. */
async function connectTo(name: Certificate, user?: Partial<User>) {
  const port = await listen(secured(name))
  return connect(`https://127.0.0.1:${port}`, { caData: base64(certificates[name]) }, user)
}

it('a cluster that lets Ordinal in says its version', async () => {
  expect(await connectTo('good')).toMatchObject({ version: 'v1.35.4', isVerified: true, fault: null })
})

describe('what is wrong with the way to a cluster is named', () => {
  const faultOf = async (connecting: ReturnType<typeof connect>) => (await connecting).fault

  it('its name', async () => {
    expect(await faultOf(connect('https://nowhere.invalid:6443'))).toMatchObject({
      ...{ step: 'reach', code: 'name' },
      details: { host: 'nowhere.invalid', port: '6443' },
    })
  })

  it('its port', async () => {
    const server = createPlain()
    const port = await listen(server)
    server.close()
    expect(await faultOf(connect(`https://127.0.0.1:${port}`))).toMatchObject({ code: 'refused' })
  })

  it('what answers instead', async () => {
    const port = await listen(createPlain((_request, response) => response.end('<html>')))
    expect(await faultOf(connect(`https://127.0.0.1:${port}`))).toMatchObject({ code: 'not_tls' })
    const plain = { skipTLSVerify: true }
    expect(await faultOf(connect(`http://127.0.0.1:${port}`, plain))).toMatchObject({ step: 'credentials' })
  })

  it.each([
    ['expired', 'expired'],
    ['early', 'early'],
    ['other', 'other_name'],
  ] as const)('its certificate: %s', async (name, code) => {
    const fault = await faultOf(connectTo(name))
    expect(fault).toMatchObject({ step: 'certificate', code })
    if (code === 'other_name') expect(fault?.details.names).toBe('DNS:other.example')
  })

  it('the authority of its certificate', async () => {
    const port = await listen(secured('good'))
    expect(await faultOf(connect(`https://127.0.0.1:${port}`))).toMatchObject({ code: 'authority' })
    const unverified = await connect(`https://127.0.0.1:${port}`, { skipTLSVerify: true })
    expect(unverified).toMatchObject({ fault: null, isVerified: false })
  })

  it('the credentials', async () => {
    expect(await faultOf(connectTo('good', { token: 'wrong' }))).toMatchObject({
      ...{ step: 'credentials', code: 'unauthorized' },
    })
  })

  it('a file of the kubeconfig', async () => {
    const fault = await faultOf(connect('https://127.0.0.1:9', { caFile: '/nowhere/ca.crt' }))
    expect(fault).toMatchObject({ step: 'account', code: 'file', details: { path: '/nowhere/ca.crt' } })
  })

  it('a program of the kubeconfig; what it says stays here', async () => {
    const exec = (command: string, args: string[] = []) => ({
      exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args },
    })
    const missing = await faultOf(connect('https://127.0.0.1:9', {}, exec('/nowhere/login')))
    expect(missing).toMatchObject({ code: 'plugin_missing', details: { path: '/nowhere/login' } })
    const failing = exec('/bin/sh', ['-c', 'echo a-secret >&2; exit 1'])
    const fault = await faultOf(connect('https://127.0.0.1:9', {}, failing))
    expect(fault).toEqual({ step: 'account', code: 'plugin_failed', details: {} })
  })
})
