import { describe, expect, it } from 'vitest'
import { knownEndings, noteEndings } from '../kubernetes/endings.ts'
import type { Event, Pod } from '../kubernetes/types.ts'
import { toPodDetail } from './detail.ts'

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`
let uids = 0

/** A pod whose container ends in each odd minute and is started again in the next one. */
class CrashingPod {
  readonly uid = `crashing-${uids++}`
  #restarts = 0
  #state: object = { running: { startedAt: at(0) } }
  #last: object = {}

  ends(reason = 'Error', exitCode = 1): this {
    this.#state = { terminated: this.#ending(reason, exitCode) }
    return this.#heard()
  }

  waits(): this {
    this.#last = this.#state
    this.#state = { waiting: { reason: 'CrashLoopBackOff' } }
    return this.#heard()
  }

  starts(): this {
    this.#restarts++
    this.#state = { running: { startedAt: at(this.#restarts * 2) } }
    return this.#heard()
  }

  get pod(): Pod {
    const status = { name: 'main', restartCount: this.#restarts, state: this.#state, lastState: this.#last }
    return {
      metadata: { name: 'web-0', uid: this.uid, resourceVersion: '1' },
      spec: { containers: [{ name: 'main' }] },
      status: { containerStatuses: [{ ...status, image: '', imageID: '', ready: true }] },
    } as unknown as Pod
  }

  history(events: readonly Event[] = [], endings = knownEndings(this.pod)) {
    const history = toPodDetail(this.pod, events, endings).containers[0]?.history
    if (history === undefined) throw new Error('no container')
    return history
  }

  #ending(reason: string, exitCode: number) {
    const times = { startedAt: at(this.#restarts * 2), finishedAt: at(this.#restarts * 2 + 1) }
    return { ...times, reason, exitCode, containerID: `containerd://${this.#restarts}` }
  }

  #heard(): this {
    noteEndings(this.uid, this.pod)
    return this
  }
}

const said = ({ entries }: ReturnType<CrashingPod['history']>) =>
  entries.map((entry) => {
    if (entry.kind === 'told') return `${entry.at} ${entry.reason} ${entry.count}`
    return `${entry.at} ${entry.kind === 'ended' ? entry.ending.word : entry.kind}`
  })

const told = (reason: string, minute: number, more: object = {}) =>
  ({
    metadata: { name: reason, uid: reason, resourceVersion: '1' },
    involvedObject: { fieldPath: 'spec.containers{main}' },
    ...{ type: 'Normal', reason, lastTimestamp: at(minute), firstTimestamp: at(0), ...more },
  }) as unknown as Event

describe('the starts and ends of a container', () => {
  it('are known as far as this process saw them, each once', () => {
    const crashing = new CrashingPod().ends('OOMKilled', 137).waits().starts().ends().waits().starts()
    expect(said(crashing.history())).toEqual([
      `${at(4)} started`,
      `${at(3)} failed`,
      `${at(2)} started`,
      `${at(1)} outOfMemory`,
      `${at(0)} started`,
    ])
    expect(crashing.history().forgotten).toBe(0)
    expect(crashing.waits().history().forgotten).toBe(0)
  })

  it('of one second are in their order', () => {
    const terminated = { startedAt: at(3), finishedAt: at(3), exitCode: 1 }
    const endings = ['b', 'a'].map((containerID) => ({
      container: 'main',
      terminated: { ...terminated, containerID, ...(containerID === 'a' ? { startedAt: at(2) } : {}) },
    }))
    const { entries } = new CrashingPod().history([], endings as never)
    expect(entries.map(({ kind, at: time }) => `${time} ${kind}`)).toEqual([
      `${at(3)} ended`,
      `${at(3)} started`,
      `${at(3)} ended`,
      `${at(2)} started`,
      `${at(0)} started`,
    ])
  })

  it('of which nobody knows are counted', () => {
    const crashing = new CrashingPod().ends().waits().starts().ends().waits().starts().ends().waits()
    noteEndings(crashing.uid, null)
    expect(said(crashing.history())).toEqual([`${at(5)} failed`, `${at(4)} started`])
    expect(crashing.history().forgotten).toBe(2)
  })

  it('are told by events too: that it was started only where nobody knows better', () => {
    const events = [
      told('BackOff', 6, { type: 'Warning', count: 12 }),
      told('Started', 2),
      told('Pulled', 2),
      told('Killing', 3, { involvedObject: { fieldPath: 'spec.containers{other}' } }),
    ]
    const crashing = new CrashingPod().ends().waits().starts()
    expect(said(crashing.history(events))).toContain(`${at(6)} BackOff 12`)
    expect(said(crashing.history(events)).join()).not.toMatch(/Started|Pulled|Killing/)
    expect(said(crashing.history(events, [])).join()).toContain('Started')
  })

  it('of a container that never ended are one start', () => {
    expect(new CrashingPod().history()).toEqual({ entries: [{ kind: 'started', at: at(0) }], forgotten: 0 })
  })

  it('are no more than so many, for one pod and for all', () => {
    const crashing = new CrashingPod()
    for (let run = 0; run < 40; run++) crashing.ends().waits().starts()
    expect(knownEndings(crashing.pod).length).toBeLessThanOrEqual(31)
    expect(crashing.history().forgotten).toBeGreaterThanOrEqual(9)
    for (let other = 0; other < 2100; other++) new CrashingPod().ends()
    expect(knownEndings(crashing.pod)).toHaveLength(1)
  })
})
