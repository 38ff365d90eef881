import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { badRequest } from '../api/status.ts'
import type { Container, Pod } from '../pods/behaviours.ts'
import type { Shell } from '../pods/shell.ts'
import { Terminal } from '../pods/terminal.ts'
import type { Context } from './context.ts'
import { chosen, statusOf } from './log.ts'
import type { Target } from './target.ts'

/** The channels of a frame, by its first byte (k8s.io/apimachinery/pkg/util/remotecommand). */
const channel = { stdin: 0, stdout: 1, stderr: 2, end: 3, resize: 4, close: 255 } as const
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']
/** As long as a runtime takes to start a program, ms: nobody hears it before the socket is open. */
const startMs = 30
const silence = { stdout: Buffer.alloc(0), exitCode: 126 }
const maxFrameBytes = 1024 * 1024

const sockets = new WebSocketServer({
  noServer: true,
  maxPayload: maxFrameBytes,
  handleProtocols: (offered) => protocols.find((one) => offered.has(one)) ?? false,
})

export interface ExecCall {
  readonly sandbox: Context
  readonly target: Target
  readonly query: URLSearchParams
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

/** Runs a program in a container that is not there. Throws 400 and 404. */
export function exec({ sandbox, target, query, request, socket, head }: ExecCall): void {
  const pod = sandbox.api.get('pods', target.namespace, target.name ?? '')
  const container = chosen(pod, query.get('container'))
  if (statusOf(pod, container)?.state?.running === undefined)
    throw badRequest(`container not found ("${container.name}")`)
  const command = query.getAll('command')
  if (command.length === 0) throw badRequest('you must specify at least one command for the container')
  const isTerminal = query.get('tty') === 'true'
  sockets.handleUpgrade(request, socket, head, (open) => {
    const shell = sandbox.shells.of(pod, container)
    open.on('error', () => open.terminate())
    endWithContainer(sandbox, open, pod, container)
    if (isTerminal && isShell(command)) runTerminal(open, shell)
    else if (query.get('stdin') === 'true')
      gatherInput(open, (input) => void runCommand(open, shell, command, input))
    else void runCommand(open, shell, command, Buffer.alloc(0))
  })
}

/** As SIGKILL ends it, with all that runs in the container (128 + 9). */
const killed = 137

/** A program ends with the container that it runs in: when that is over, started anew, or gone with its pod. */
function endWithContainer({ api }: Context, open: WebSocket, pod: Pod, container: Container): void {
  const { uid } = pod.metadata
  const id = statusOf(pod, container)?.containerID
  const stop = api.store.listen(({ resource, before, after }) => {
    if (resource !== 'pods' || (before ?? after)?.metadata.uid !== uid) return
    const status = statusOf(after as Pod | undefined, container)
    if (status?.state?.running === undefined || status.containerID !== id) finish(open, killed)
  })
  open.on('close', stop)
}

/** A shell without a script reads what is typed. */
function isShell(command: readonly string[]): boolean {
  return /(?:^|\/)(?:sh|bash|ash)$/.test(command[0] ?? '') && !command.includes('-c')
}

function runTerminal(open: WebSocket, shell: Shell): void {
  const terminal = new Terminal(shell, {
    write: (text) => send(open, channel.stdout, Buffer.from(text)),
    end: (code) => finish(open, code),
  })
  const decoder = new TextDecoder()
  onFrames(open, {
    // A character may come in two parts.
    input: (part) => terminal.type(decoder.decode(part, { stream: true })),
    closed: () => terminal.type('\x04'),
  })
  open.on('close', () => terminal.close())
  setTimeout(() => terminal.open(), startMs)
}

/** What a program reads is gathered until stdin is closed, which only v5 can. */
function gatherInput(open: WebSocket, run: (input: Buffer) => void): void {
  const parts: Buffer[] = []
  onFrames(open, {
    input: (part) => parts.push(part),
    closed: () => run(Buffer.concat(parts)),
  })
  if (open.protocol !== protocols[0]) run(Buffer.alloc(0))
}

function onFrames(
  open: WebSocket,
  to: { readonly input: (part: Buffer) => void; readonly closed: () => void },
): void {
  open.on('message', (data) => {
    const frame = data as Buffer
    if (frame[0] === channel.stdin) to.input(frame.subarray(1))
    if (frame[0] === channel.close && frame[1] === channel.stdin) to.closed()
  })
}

async function runCommand(
  open: WebSocket,
  shell: Shell,
  command: readonly string[],
  input: Buffer,
): Promise<void> {
  await sleep(startMs)
  const { stdout, stderr, exitCode } = await shell
    .execute(isShell(command) ? ['sh', '-c', input.toString()] : command, input)
    .catch((error: unknown) => ({ ...silence, stderr: Buffer.from(`${error}\n`) }))
  if (stdout.length > 0) send(open, channel.stdout, stdout)
  if (stderr.length > 0) send(open, channel.stderr, stderr)
  finish(open, exitCode)
}

function send(open: WebSocket, number: number, bytes: Buffer): void {
  open.send(Buffer.concat([Buffer.from([number]), bytes]))
}

/** The last frame says how it ended. */
function finish(open: WebSocket, exitCode: number): void {
  if (open.readyState !== open.OPEN) return
  const status =
    exitCode === 0
      ? { metadata: {}, status: 'Success' }
      : {
          ...{ metadata: {}, status: 'Failure', reason: 'NonZeroExitCode' },
          message: `command terminated with non-zero exit code: command terminated with exit code ${exitCode}`,
          details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
        }
  send(open, channel.end, Buffer.from(JSON.stringify(status)))
  open.close(1000)
}
