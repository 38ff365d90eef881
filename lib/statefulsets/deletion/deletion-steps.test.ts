import { expect, it, vi } from 'vitest'
import { Wire } from '../../kubernetes/testing.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { TestRun } from '../rollout/step-run.testing.ts'
import { type DeletionPlan, deletionModes } from '../schema.ts'
import { claim, pods, set } from '../state/state.testing.ts'
import { deletion } from './deletion.ts'

const kubeconfig = vi.hoisted(() => {
  process.env.KUBECONFIG = `/tmp/ordinal-deletion-steps-${process.pid}`
  return process.env.KUBECONFIG
})
const wire = Wire.forTests(kubeconfig)

const begin = (mode: DeletionPlan['mode'], claims: DeletionPlan['claims'] = []) => {
  const api = new SetApi(wire, set(), pods('web-0', 'web-1', 'web-2'))
  const run = new TestRun<DeletionPlan>({
    ...{ uid: 'set', mode, claims, companions: [], whenDeleted: 'Retain', whenScaled: 'Retain' },
  })
  const tell = async () => {
    const { next, items } = await deletion.step(run)
    return [next, ...items.map(({ key, state }) => `${key}:${state}`)].join(' ')
  }
  return { api, tell }
}
const deletedClaims = () =>
  wire.recorded.filter((call) => call.startsWith('DELETE') && call.includes('/persistentvolumeclaims/'))

it('a set that goes after its pods is asked to once, waited for until it is gone, and only then its claims go', async () => {
  const { api, tell } = begin('foreground', [{ name: 'data-web-0', uid: 'data-web-0' }])
  api.claims = [claim('data-web-0', 'Bound'), claim('data-web-1', 'Bound')]
  api.others.set('data-web-0', {})
  expect(await tell()).toBe('wait deleteSet:running podsEnd:waiting persistentvolumeclaims:waiting')
  expect(api.changes).toEqual(['DELETE set Foreground'])
  expect(await tell()).toBe('wait deleteSet:running podsEnd:running persistentvolumeclaims:waiting')
  // Its pods are gone, and the garbage collector has not taken the finalizer off yet.
  api.pods = []
  expect(await tell()).toBe('wait deleteSet:running podsEnd:running persistentvolumeclaims:waiting')
  expect(deletedClaims()).toEqual([])
  api.isAway = true
  expect(await tell()).toBe('again deleteSet:done podsEnd:done persistentvolumeclaims:running')
  expect(deletedClaims()).toHaveLength(1)
  api.claims = api.claims.slice(1)
  expect(await tell()).toBe('done deleteSet:done podsEnd:done persistentvolumeclaims:done')
  expect(api.changes).toEqual(['DELETE set Foreground'])
  expect(deletedClaims()).toHaveLength(1)
})

it.each(deletionModes.filter((mode) => mode !== 'ordered'))('the cluster is asked for %s', async (mode) => {
  const { api, tell } = begin(mode)
  await tell()
  expect(api.changes.map((change) => change.toLowerCase())).toEqual([`delete set ${mode}`])
})
