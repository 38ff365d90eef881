import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { User } from './api/access.ts'
import { Api } from './api/api.ts'
import { Store } from './api/store.ts'
import { Clock } from './clock.ts'
import { budgetController } from './controllers/budgets.ts'
import { eventExpiry } from './controllers/events.ts'
import { garbageCollector } from './controllers/garbage-collector.ts'
import { namespaceController } from './controllers/namespaces.ts'
import { type Controller, Queue } from './controllers/queue.ts'
import { quotaController } from './controllers/quotas.ts'
import { scheduler } from './controllers/scheduler.ts'
import { statefulSetController } from './controllers/statefulset/controller.ts'
import { volumeController } from './controllers/volumes.ts'
import { Faults } from './faults.ts'
import type { Context, Pages } from './http/context.ts'
import { createApiServer } from './http/server.ts'
import { Kubelet } from './pods/kubelet.ts'
import { Shells } from './pods/shell.ts'
import { Volumes } from './pods/volumes.ts'

export interface SandboxOptions {
  /** Who may come, by token. */
  readonly users: ReadonlyMap<string, User>
  readonly clock?: Clock
  /** The folder that keeps the files of volumes; in memory alone where none is given. */
  readonly volumes?: string | null
}

/** A cluster in one process: objects, what works on them, and the server that lets others see and change them. */
export class Sandbox implements Context {
  readonly api: Api
  readonly users: ReadonlyMap<string, User>
  readonly queue: Queue
  readonly faults = new Faults()
  readonly pages: Pages = new Map()
  readonly shells: Shells
  readonly #server: Server

  constructor({ users, clock = new Clock(), volumes = null }: SandboxOptions) {
    this.users = users
    this.api = new Api(new Store(), clock)
    const files = new Volumes(volumes, (sentence) => void process.stdout.write(`${sentence}\n`))
    this.shells = new Shells(this.api.store, files)
    this.api.store.listen(({ resource, before, after }) => {
      if (after !== undefined) return
      const uid = before?.metadata.uid ?? ''
      if (resource === 'pods') this.shells.forget(uid)
      if (resource === 'persistentvolumeclaims') files.forget(uid)
    })
    const controllers: readonly Controller[] = [
      namespaceController(this.api),
      statefulSetController(this.api),
      scheduler(this.api),
      volumeController(this.api),
      new Kubelet(this.api),
      garbageCollector(this.api),
      budgetController(this.api),
      quotaController(this.api),
      eventExpiry(this.api),
    ]
    this.queue = new Queue(this.api.store, clock, controllers)
    this.#server = createApiServer(this)
  }

  /** Answers on this machine alone. Gives the port: 0 asks for a free one. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, '127.0.0.1', resolve)
    })
    this.queue.start()
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    this.queue.stop()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }
}
