import { text } from 'node:stream/consumers'
import { beforeAll, expect, it, vi } from 'vitest'
import { createObject, getObject } from '../../lib/kubernetes/objects.ts'
import type { ResourcePath } from '../../lib/kubernetes/path.ts'
import { openStream, type Query } from '../../lib/kubernetes/request.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { podsPath, setsPath, statefulSet } from './sets.ts'
import { exec as openExec } from './sockets.ts'
import { onBothClusters, outcome, patience } from './target.ts'

onBothClusters((target) => {
  let namespace: NamespaceName
  beforeAll(async () => {
    namespace = await target.namespace()
    const web = statefulSet('web', { command: 'echo hello; echo world; exec sleep 100000' })
    const crash = statefulSet('crash', { command: 'echo broken; exit 3' })
    for (const set of [web, crash]) await createObject(target.ordinal, 'statefulsets', namespace, set)
    const status = async (name: string) =>
      (await getObject(target.ordinal, 'pods', namespace, name as ObjectName)).status
    await vi.waitFor(async () => {
      expect((await status('web-0'))?.phase).toBe('Running')
      expect((await status('crash-0'))?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0)
    }, patience)
  }, 90_000)

  const read = async (query: Query, pod = 'web-0') => {
    const path = `${podsPath(namespace, pod)}/log` as ResourcePath
    const call = { method: 'GET', path, query: { container: 'main', ...query } } as const
    return text(await openStream(target.ordinal, call, AbortSignal.timeout(60_000)))
  }

  it('a log, its last lines, and its times', async () => {
    await vi.waitFor(async () => expect(await read({})).toBe('hello\nworld\n'), patience)
    expect(await read({ tailLines: 1 })).toBe('world\n')
    expect(await read({ timestamps: true, tailLines: 1 })).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z world\n$/,
    )
  })

  it('the log of a container that has started anew, and of its life before', async () => {
    const crashed = () => read({ previous: true }, 'crash-0')
    await vi.waitFor(async () => expect(await crashed()).toBe('broken\n'), patience)
    expect(await outcome(read({ previous: true }))).toBe('cluster_invalid')
    expect(await outcome(read({ container: 'nope' }))).toBe('cluster_invalid')
    expect(await outcome(read({}, 'nope-0'))).toBe('not_found')
  })

  const exec = (
    command: readonly string[],
    { container = 'main', pod = 'web-0', stdin = false, tty = false } = {},
  ) => {
    const streams = { container, stdin, stdout: true, stderr: !tty, tty }
    const query = Object.entries(streams).map(([key, value]) => [key, String(value)] as const)
    const words = command.map((word) => ['command', word] as const)
    return openExec(target.admin, podsPath(namespace, pod), [...query, ...words])
  }
  const run = async (...args: Parameters<typeof exec>) => (await exec(...args)).heard

  it('a program says what it has to say, and how it ended', async () => {
    const texts = await run(['sh', '-c', 'echo out; echo err >&2; exit 3'])
    expect(texts[1]).toBe('out\n')
    expect(texts[2]).toBe('err\n')
    expect(JSON.parse(texts[3] ?? '')).toMatchObject({
      ...{ status: 'Failure', reason: 'NonZeroExitCode' },
      details: { causes: [{ reason: 'ExitCode', message: '3' }] },
    })
    expect(JSON.parse((await run(['true']))[3] ?? '')).toMatchObject({ status: 'Success' })
  })

  it('a program reads what is sent until that is closed', async () => {
    const { socket, heard } = await exec(['cat'], { stdin: true })
    expect(socket.protocol).toBe('v5.channel.k8s.io')
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    socket.send(Buffer.concat([Buffer.from([0]), bytes]))
    socket.send(Buffer.from([255, 0]))
    expect(Buffer.from((await heard)[1] ?? '', 'latin1')).toEqual(bytes)
  })

  it('a terminal shows what is typed, keeps its place, and its files are those of the container', async () => {
    const { socket, heard } = await exec(['sh'], { stdin: true, tty: true })
    const type = (text: string) => socket.send(Buffer.from(`\0${text}`))
    for (const line of ['cd /tmp', 'echo $((40 + 2)) > answer', 'pwd; cat answer', 'exit 0'])
      type(`${line}\r`)
    const screen = (await heard)[1] ?? ''
    expect(screen).toContain('cd /tmp')
    expect(screen).toContain('/tmp\r\n42\r\n')
    expect((await run(['cat', '/tmp/answer']))[1]).toBe('42\n')
  })

  it('a program ends with its container, and a terminal with its pod', async () => {
    const short = statefulSet('short', { command: 'sleep 9; exit 1' })
    for (const set of [short, statefulSet('long')])
      await createObject(target.ordinal, 'statefulsets', namespace, set)
    const open = async (pod: string, tty: boolean) => {
      const { status } = await getObject(target.ordinal, 'pods', namespace, pod as ObjectName)
      expect(status?.containerStatuses?.[0]?.state?.running).toBeDefined()
      return exec(['sh'], { pod, stdin: true, tty })
    }
    const ending = async ({ heard }: Awaited<ReturnType<typeof open>>) =>
      JSON.parse((await heard)[3] ?? '') as object
    const killed = {
      message: 'command terminated with non-zero exit code: command terminated with exit code 137',
      details: { causes: [{ reason: 'ExitCode', message: '137' }] },
    }
    const program = await vi.waitFor(() => open('short-0', false), patience)
    const terminal = await vi.waitFor(() => open('long-0', true), patience)
    await target.send('DELETE', podsPath(namespace, 'long-0'))
    expect(await ending(terminal)).toMatchObject(killed)
    expect(await ending(program)).toMatchObject(killed)
    await target.send('DELETE', setsPath(namespace, 'short'))
  })

  it('a debug container joins a pod, stays, and can be opened', async () => {
    const path = `${podsPath(namespace, 'web-0')}/ephemeralcontainers`
    const strategic = 'application/strategic-merge-patch+json'
    const debug = { name: 'debug', image: 'busybox:1.36', command: ['sh'], stdin: true, tty: true }
    await target.send('PATCH', path, { spec: { ephemeralContainers: [debug] } }, strategic)
    const status = async () =>
      (await getObject(target.ordinal, 'pods', namespace, 'web-0' as ObjectName)).status
    const isRunning = async () => (await status())?.ephemeralContainerStatuses?.[0]?.state?.running
    await vi.waitFor(async () => expect(await isRunning()).toBeDefined(), patience)
    const texts = await run(['echo', 'here'], { container: 'debug' })
    expect(texts[1]).toBe('here\n')
    const change = { spec: { ephemeralContainers: [{ name: 'debug', image: 'busybox:1.37' }] } }
    expect(await outcome(target.send('PATCH', path, change, strategic))).toBe(
      'cluster_invalid | spec.ephemeralContainers FieldValueForbidden',
    )
  })

  it('what cannot be opened is refused before it opens', async () => {
    expect(await outcome(exec(['sh'], { pod: 'nope-0' }))).toBe('not_found')
    expect(await outcome(exec(['sh'], { container: 'nope' }))).toBe('cluster_invalid')
  })
})
