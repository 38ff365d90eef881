import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** One at a time on this machine: interfaces, subnets and control groups are the machine's, not the checkout's. */
export const machineLock = 'machine'

/** One at a time in one checkout: its binaries, and its shared cluster. */
export const checkoutLock = (root: string) => createHash('sha256').update(root).digest('hex').slice(0, 16)

interface LockOptions {
  readonly limitMs: number
  readonly waiting?: () => void
  readonly signal?: AbortSignal | undefined
}

/** An abstract socket is the lock: the kernel gives it up with its process, however that ends. */
export async function withLock<T>(name: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
  const server = await take(name, options)
  try {
    return await work()
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
}

async function take(name: string, { limitMs, waiting, signal }: LockOptions): Promise<Server> {
  const end = performance.now() + limitMs
  let isFirst = true
  for (;;) {
    signal?.throwIfAborted()
    const server = await listen(`\0ordinal-cluster-${name}`)
    if (server !== null) return server
    if (performance.now() > end)
      throw new Error(`Another start or stop of a test cluster has not ended in ${limitMs / 1000} s`)
    if (isFirst) waiting?.()
    isFirst = false
    await sleep(50)
  }
}

function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen({ path }, () => resolve(server))
  })
}
