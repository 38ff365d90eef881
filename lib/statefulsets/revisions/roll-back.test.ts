import { describe, expect, it } from 'vitest'
import { failure, namespace, Wire } from '../../kubernetes/testing.ts'
import { defaultPolicy } from '../../manifests/policy.ts'
import type { ObjectName } from '../../names.ts'
import { SetApi } from '../create/set-api.testing.ts'
import { set } from '../state/state.testing.ts'
import { digestOf } from './revision.ts'
import { rollBackIn } from './roll-back.ts'

const wire = Wire.forTests()
const live = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'db:2' }] } }
const former = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image: 'db:1' }] },
}
const revision = (template: object, over: object = {}) => ({
  metadata: {
    name: 'web-1',
    uid: 'revision',
    resourceVersion: '1',
    ownerReferences: [{ uid: 'set', controller: true }],
  },
  revision: 1,
  data: { spec: { template: { ...template, $patch: 'replace' } } },
  ...over,
})

function begin(kept: object = revision(former)) {
  const one = set()
  const api = new SetApi(wire, { ...one, spec: { ...one.spec, template: live } } as typeof one)
  api.others.set('web-1', kept)
  api.patchTemplate = ({ spec }) => {
    const { $patch: _, ...template } = { $patch: '', ...spec?.template }
    return template
  }
  return api
}
const rollBack = (seen = digestOf(live)) =>
  rollBackIn(
    { cluster: wire.cluster, namespace },
    { name: 'web' as ObjectName, uid: 'set', revision: 'web-1' as ObjectName, seen },
    defaultPolicy,
  )

describe('rolling back', () => {
  it('sends what the revision keeps as it is', async () => {
    const api = begin()
    expect(await rollBack()).toEqual({ isSame: false, generation: 2, warnings: [] })
    expect(api.changes).toEqual([JSON.stringify(revision(former).data.spec)])
    expect(api.set.spec?.template).toEqual(former)
  })

  it('tries it without storing first', async () => {
    begin()
    await rollBack()
    const patches = wire.recorded.filter((call) => call.startsWith('PATCH'))
    expect(patches.map((call) => call.includes('dryRun=All'))).toEqual([true, false])
  })

  it('to what is there already changes nothing', async () => {
    const api = begin(revision(live))
    expect(await rollBack()).toMatchObject({ isSame: true })
    expect(api.changes).toEqual([])
  })

  it('goes on when somebody has scaled meanwhile, and loses nothing of that', async () => {
    const api = begin()
    api.meanwhile = () => api.touch((one) => ({ ...one, spec: { ...one.spec, replicas: 5 } }) as typeof one)
    await rollBack()
    expect(api.set.spec).toMatchObject({ replicas: 5, template: former })
  })

  it('is refused when the template is not the one that the person saw', async () => {
    const api = begin()
    expect(await failure(rollBack('another'))).toMatchObject({ code: 'conflict' })
    expect(api.changes).toEqual([])
  })

  it.each([
    [
      'of another set',
      revision(former, { metadata: { ...revision(former).metadata, ownerReferences: [] } }),
      'not_found',
    ],
    [
      'with more than a template',
      revision(former, { data: { spec: { replicas: 0, template: { $patch: 'replace' } } } }),
      'invalid',
    ],
    ['that only merges', revision(former, { data: { spec: { template: former } } }), 'invalid'],
    [
      'that the policy of the project does not allow',
      revision({ ...former, spec: { hostNetwork: true, containers: [] } }),
      'invalid',
    ],
  ])('to a revision %s is refused', async (_, kept, code) => {
    const api = begin(kept)
    expect(await failure(rollBack())).toMatchObject({ code })
    expect(api.changes).toEqual([])
  })
})
