import { describe, expect, it } from 'vitest'
import { set } from '../state/state.testing.ts'
import { type TemplatePlan, templateGoal } from './template-kind.ts'

const plan = (over: Partial<TemplatePlan> = {}): TemplatePlan => ({
  ...{ uid: 'set', template: 'logs', size: '1Gi', className: '', accessMode: 'ReadWriteOnce', isNew: true },
  mounts: [{ container: 'main', mountPath: '/logs' }],
  ...over,
})
const data = { metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }
const web = set({ volumeClaimTemplates: [data] })
const spec = {
  ...(web.spec ?? { selector: {}, template: {} }),
  template: {
    spec: {
      containers: [{ name: 'main', volumeMounts: [{ name: 'data', mountPath: '/data' }] }, { name: 'side' }],
    },
  },
}

it('a template is added with its mounts, and everything else stays', () => {
  const goal = templateGoal(plan())
  const changed = goal.change(spec)
  expect(changed.volumeClaimTemplates).toEqual([
    data,
    {
      metadata: { name: 'logs' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ])
  expect(changed.template.spec?.containers).toEqual([
    {
      name: 'main',
      volumeMounts: [
        { name: 'data', mountPath: '/data' },
        { name: 'logs', mountPath: '/logs' },
      ],
    },
    { name: 'side' },
  ])
  expect(goal.isSatisfied({ ...web, spec })).toBe(false)
  expect(goal.isSatisfied({ ...web, spec: changed })).toBe(true)
  // The server writes quantities in its own way.
  expect(templateGoal(plan({ size: '1024Mi' })).isSatisfied({ ...web, spec: changed })).toBe(true)
  expect(templateGoal(plan({ className: 'slow' })).isSatisfied({ ...web, spec: changed })).toBe(false)
})

it('a template that is there is replaced, and no mount is touched', () => {
  const goal = templateGoal(plan({ template: 'data', className: 'slow', mounts: [], isNew: false }))
  const changed = goal.change(spec)
  expect(changed.volumeClaimTemplates).toMatchObject([{ spec: { storageClassName: 'slow' } }])
  expect(changed.template).toBe(spec.template)
  expect(goal.isSatisfied({ ...web, spec: changed })).toBe(true)
})

describe('of a template that is changed', () => {
  const rich = {
    metadata: { name: 'data', labels: { tier: 'db' }, annotations: { 'backup.example/plan': 'daily' } },
    spec: {
      volumeMode: 'Block' as const,
      accessModes: ['ReadWriteOnce', 'ReadOnlyMany'],
      storageClassName: 'fast',
      resources: { requests: { storage: '1Gi' }, limits: { storage: '8Gi' } },
      selector: { matchLabels: { disk: 'ssd' } },
      dataSource: { kind: 'VolumeSnapshot', name: 'seed', apiGroup: 'snapshot.storage.k8s.io' },
    },
  }
  const present: Partial<TemplatePlan> = { template: 'data', mounts: [], isNew: false, className: 'fast' }
  const change = (over: Partial<TemplatePlan>) => {
    const goal = templateGoal(plan({ ...present, ...over }))
    const former = { ...spec, volumeClaimTemplates: [rich] }
    expect(goal.isSatisfied({ ...web, spec: former })).toBe(false)
    const changed = goal.change(former)
    expect(goal.isSatisfied({ ...web, spec: changed })).toBe(true)
    return changed.volumeClaimTemplates?.[0]
  }

  it('only the size changes', () => {
    const resources = { requests: { storage: '2Gi' }, limits: { storage: '8Gi' } }
    expect(change({ size: '2Gi' })).toEqual({ ...rich, spec: { ...rich.spec, resources } })
  })
  it('only the class changes, or goes for the default one', () => {
    expect(change({ className: 'slow' })).toEqual({
      ...rich,
      spec: { ...rich.spec, storageClassName: 'slow' },
    })
    const { storageClassName: _, ...others } = rich.spec
    expect(change({ className: '' })).toEqual({ ...rich, spec: others })
  })
  it.each([
    ['ReadWriteMany', ['ReadWriteMany', 'ReadOnlyMany']],
    ['ReadOnlyMany', ['ReadOnlyMany']],
    ['ReadWriteOncePod', ['ReadWriteOncePod']],
  ])('only the first access mode becomes %s, which may have to stand alone', (accessMode, accessModes) => {
    expect(change({ accessMode })).toEqual({ ...rich, spec: { ...rich.spec, accessModes } })
  })
  it('a class that is none on purpose stays none', () => {
    const goal = templateGoal(plan({ ...present, className: '', size: '2Gi' }))
    const none = { ...rich, spec: { ...rich.spec, storageClassName: '' } }
    const changed = goal.change({ ...spec, volumeClaimTemplates: [none] })
    expect(changed.volumeClaimTemplates?.[0]?.spec?.storageClassName).toBe('')
  })
})
