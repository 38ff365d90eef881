import { expect, it } from 'vitest'
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
