import { expect, vi } from 'vitest'
import type { Cluster } from '../../lib/kubernetes/cluster.ts'
import { listPages } from '../../lib/kubernetes/objects.ts'
import type { Pod } from '../../lib/kubernetes/types.ts'
import { openWatch } from '../../lib/kubernetes/watch.ts'
import type { NamespaceName } from '../../lib/names.ts'
import { patience } from './target.ts'

/** What happens to the pods of a namespace, in its order: `+web-0`, `web-0 ready`, `web-0 ending`, `-web-0`. */
export class Story {
  readonly lines: string[] = []
  readonly #stop = new AbortController()
  readonly #pods = new Map<string, Pod>()

  static async of(cluster: Cluster, namespace: NamespaceName): Promise<Story> {
    const story = new Story()
    let resourceVersion = ''
    for await (const page of listPages(cluster, 'pods', { place: namespace })) {
      for (const pod of page.items) story.#pods.set(pod.metadata.uid, pod)
      resourceVersion = page.resourceVersion
    }
    const from = { place: namespace, resourceVersion, timeoutSeconds: 300 }
    const events = await openWatch(cluster, 'pods', from, story.#stop.signal)
    const listen = async () => {
      for await (const event of events) if (event.type !== 'BOOKMARK') story.#hear(event.type, event.object)
    }
    listen().catch(() => undefined)
    return story
  }

  /** Waits until something has happened. */
  async waitFor(line: string): Promise<void> {
    await vi.waitFor(() => expect(this.lines).toContain(line), patience)
  }

  /** What was told since the last time it was asked for, up to this line. */
  async until(line: string): Promise<string[]> {
    await this.waitFor(line)
    return this.lines.splice(0, this.lines.indexOf(line) + 1)
  }

  end(): void {
    this.#stop.abort()
  }

  #hear(type: 'ADDED' | 'MODIFIED' | 'DELETED', pod: Pod): void {
    const { name, uid, deletionTimestamp } = pod.metadata
    const before = this.#pods.get(uid)
    this.#pods.set(uid, pod)
    if (before === undefined) this.lines.push(`+${name}`)
    if (
      deletionTimestamp !== undefined &&
      before?.metadata.deletionTimestamp === undefined &&
      before !== undefined
    )
      this.lines.push(`${name} ending`)
    if (type === 'DELETED') this.lines.push(`-${name}`)
    else if (isReady(pod) && deletionTimestamp === undefined && !(before && isReady(before)))
      this.lines.push(`${name} ready`)
  }
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false
}
