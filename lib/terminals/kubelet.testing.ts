import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A program that was started in the one container; the test says what it writes and how it ends. */
export class Program {
  typed = Buffer.alloc(0)
  readonly sizes: unknown[] = []
  isStdinClosed = false
  /** Bytes of its output that left. */
  sent = 0
  readonly command: readonly string[]
  readonly socket: WebSocket

  constructor(socket: WebSocket, command: readonly string[]) {
    this.socket = socket
    this.command = command
    socket.on('message', (data: Buffer) => {
      const rest = data.subarray(1)
      if (data[0] === 0) this.typed = Buffer.concat([this.typed, rest])
      if (data[0] === 4) this.sizes.push(JSON.parse(rest.toString()))
      if (data[0] === 255) this.isStdinClosed = rest[0] === 0
    })
  }

  write(bytes: string | Uint8Array): void {
    this.socket.send(Buffer.concat([Buffer.from([1]), Buffer.from(bytes as string)]))
  }

  end(status: object): void {
    this.socket.send(Buffer.concat([Buffer.from([3]), Buffer.from(JSON.stringify(status))]))
    // A pipe that was closed while full never says that there is room: unread, the other end's close would not be heard.
    this.socket.resume()
    this.socket.close()
  }

  endAbsent(): void {
    const message = `OCI runtime exec failed: exec: "${this.command[0]}": executable file not found in $PATH: unknown`
    this.end({ status: 'Failure', reason: 'InternalError', message })
  }

  /** As the container's own program: what comes goes to its stdin, what it writes comes back. */
  runs([name = '', ...args]: readonly string[], hasStdin: boolean): void {
    // Node's own pipes are sockets, which cannot be opened by their name.
    const command = name === 'cp' ? (['sh', '-c', 'cat | "$@"', '', name, ...args] as const) : [name, ...args]
    const child = spawn(command[0] ?? '', command.slice(1), { stdio: 'pipe' })
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined)
    child.on('error', () => this.endAbsent())
    if (!hasStdin) child.stdin.end()
    this.socket.on('message', (data: Buffer) => {
      if (data[0] === 0 && !child.stdin.write(data.subarray(1))) this.socket.pause()
      if (data[0] === 255) child.stdin.end()
    })
    child.stdin.on('drain', () => this.socket.resume())
    this.socket.on('close', () => child.kill())
    for (const [channel, stream] of [
      [1, child.stdout],
      [2, child.stderr],
    ] as const) {
      stream.on('data', (bytes: Buffer) => {
        stream.pause()
        this.sent += bytes.length
        this.socket.send(Buffer.concat([Buffer.from([channel]), bytes]), () => stream.resume())
      })
    }
    child.on('close', (code) => this.exit(code ?? 137))
  }

  exit(code: number): void {
    const causes = [{ reason: 'ExitCode', message: String(code) }]
    this.end(
      code === 0
        ? { status: 'Success' }
        : { status: 'Failure', reason: 'NonZeroExitCode', details: { causes } },
    )
  }
}

const running = { running: { startedAt: '2026-11-26T00:00:00Z' } }

/** A cluster at the wire with one pod of one container: its API, and the exec sockets of its kubelet. */
export class Kubelet {
  readonly calls: string[] = []
  readonly programs: Program[] = []
  /** What the image has. */
  shells: readonly string[] = ['bash', 'sh']
  /** Other programs are this machine's own, but for these. */
  missing: readonly string[] = []
  protocol = 'v5.channel.k8s.io'
  isExecAllowed = true
  uid: string | null = 'uid-1'
  /** Of the node: the API server answers, and says that it cannot reach the kubelet. */
  isSilent = false
  /** The node dies when a program of this name is started. */
  deadly: string | null = null
  /** Programs that take nothing. */
  stuck: readonly string[] = []
  state: object = running
  securityContext: object = {}
  /** What was added to the pod, as it was asked for. */
  patches: unknown[] = []
  readonly #kubeconfig: string
  readonly #sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has(this.protocol) ? this.protocol : false),
  })
  readonly #server = createServer((request, response) => {
    this.calls.push(`${request.method} ${request.url}`)
    if (request.method === 'POST')
      return void response.writeHead(201).end(JSON.stringify({ status: { allowed: this.isExecAllowed } }))
    if (request.method === 'PATCH')
      request.on('data', (part: Buffer) => this.patches.push(JSON.parse(part.toString())))
    if (this.uid === null) return void response.writeHead(404).end('{}')
    if (request.url?.includes('/log?') === true)
      return void response.writeHead(this.isSilent ? 500 : 200).end()
    response.end(
      JSON.stringify({
        metadata: { name: 'web-0', uid: this.uid },
        spec: { containers: [{ name: 'main', securityContext: this.securityContext }] },
        status: { phase: 'Running', containerStatuses: [{ name: 'main', ready: false, state: this.state }] },
      }),
    )
  })

  /** `kubeconfig` is the file that will lead to it. */
  constructor(kubeconfig: string) {
    this.#kubeconfig = kubeconfig
  }

  get openSockets(): number {
    return this.#sockets.clients.size
  }

  /** The last program that was started. */
  get program(): Program {
    const last = this.programs.at(-1)
    if (last === undefined) throw new Error('nothing was started')
    return last
  }

  async open(): Promise<void> {
    this.#server.on('upgrade', (request, socket, head) => {
      this.calls.push(`EXEC ${request.url}`)
      if (this.isSilent)
        return void socket.end('HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n\r\n')
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#start(opened, request.url ?? ''))
    })
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const server = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    const config = {
      clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'u', user: { token: 'a-token' } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'u' } }],
      'current-context': 'test',
    }
    writeFileSync(this.#kubeconfig, JSON.stringify(config))
  }

  /** The node is gone: the API server says Success for whatever ran there. */
  die(): void {
    this.isSilent = true
    for (const program of this.programs) program.exit(0)
  }

  reset(): void {
    this.calls.length = 0
    this.programs.length = 0
    this.shells = ['bash', 'sh']
    this.missing = []
    this.protocol = 'v5.channel.k8s.io'
    this.isExecAllowed = true
    this.uid = 'uid-1'
    this.isSilent = false
    this.deadly = null
    this.stuck = []
    this.state = running
    this.securityContext = {}
    this.patches = []
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#server.closeAllConnections()
    this.#server.close()
    rmSync(this.#kubeconfig)
  }

  #start(socket: WebSocket, url: string): void {
    const { searchParams } = new URL(url, 'http://cluster')
    const command = searchParams.getAll('command')
    const program = new Program(socket, command)
    const name = command[0] ?? ''
    this.programs.push(program)
    if (this.shells.includes(name)) {
      program.write('$ ')
      return
    }
    const hasStdin = searchParams.get('stdin') === 'true'
    if (name === this.deadly) this.die()
    else if (hasStdin && this.stuck.includes(name)) socket.pause()
    else if (name === '' || this.missing.includes(name) || isShell(name)) program.endAbsent()
    else program.runs(command, hasStdin)
  }
}

const isShell = (name: string) => /sh$/.test(name)
