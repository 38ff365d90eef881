import { describe, expect, it } from 'vitest'
import { foreseeTemplate, type WantedTemplate } from './template-foresight.ts'
import type { ClaimRow, Volumes } from './volumes.ts'

const set = {
  name: 'web',
  pods: [
    { name: 'web-0', ordinal: 0 },
    { name: 'web-1', ordinal: 1 },
  ],
}
const volumes = (over: Partial<Volumes> = {}): Volumes => ({
  templates: [{ name: 'data', size: '1Gi', className: 'fast', accessModes: ['ReadWriteOnce'] }],
  ...{ rows: [], leftovers: [], whenScaled: 'Retain', whenDeleted: 'Retain', room: [], isMixed: false },
  ...{ managers: [], volumeNames: ['config'], classes: ['fast', 'slow'] },
  containers: [
    { name: 'main', mountPaths: ['/data'] },
    { name: 'side', mountPaths: [] },
  ],
  ...over,
})
const logs: WantedTemplate = {
  ...{ template: 'logs', size: '1Gi', className: '', accessMode: 'ReadWriteOnce' },
  mounts: [{ container: 'main', mountPath: '/logs' }],
}
const data: WantedTemplate = { ...logs, template: 'data', className: 'fast', mounts: [] }

describe('a new claim template', () => {
  it('makes a claim and a new pod for each ordinal, and uses claims that are there', () => {
    const leftovers = [{ name: 'logs-web-1' } as ClaimRow]
    expect(foreseeTemplate(set, volumes({ leftovers }), logs)).toEqual({
      ...{ problems: [], isNew: true },
      ...{ created: ['logs-web-0', 'logs-web-1'], reused: ['logs-web-1'], recreated: ['web-0', 'web-1'] },
    })
  })

  const at = (mountPath: string, container = 'main') => ({ mounts: [{ container, mountPath }] })
  it.each<[Partial<WantedTemplate>, string[]]>([
    [{ template: 'Logs' }, ['name']],
    [{ template: '' }, ['name']],
    [{ template: 'config' }, ['taken']],
    [{ size: 'much' }, ['quantity']],
    [{ size: '0' }, ['quantity']],
    [{ className: 'none-such' }, ['class']],
    [{ mounts: [] }, ['noMount']],
    [at('/data'), ['mountTaken']],
    [at('/data/'), ['mountTaken']],
    [at('/data', 'side'), []],
    [at('logs'), ['mount']],
    [at('/'), ['mount']],
    [at('/a:b'), ['mount']],
    [at('/a/b/'), []],
    [at('/x', 'other'), ['mount']],
    [{ size: '', className: 'x', ...at('x') }, ['quantity', 'class', 'mount']],
  ])('%j: %j', (over, codes) => {
    const { problems } = foreseeTemplate(set, volumes(), { ...logs, ...over })
    expect(problems.map(({ code }) => code)).toEqual(codes)
  })

  it('waits for a rollout', () => {
    expect(foreseeTemplate(set, volumes({ isMixed: true }), logs).problems).toMatchObject([{ code: 'mixed' }])
  })
})

describe('a claim template that is there', () => {
  it.each<[Partial<WantedTemplate>, string[]]>([
    [{ size: '2Gi' }, []],
    [{ size: '500Mi' }, []],
    [{ className: 'slow' }, []],
    [{ accessMode: 'ReadWriteMany' }, []],
    [{}, ['nothing']],
    [{ size: '1024Mi' }, ['nothing']],
  ])('changed by %j touches no pod and no claim: %j', (over, codes) => {
    const foresight = foreseeTemplate(set, volumes(), { ...data, ...over })
    expect(foresight).toMatchObject({ isNew: false, created: [], reused: [], recreated: [] })
    expect(foresight.problems.map(({ code }) => code)).toEqual(codes)
  })

  it('with further access modes is the same while the first one stays', () => {
    const accessModes = ['ReadWriteOnce', 'ReadOnlyMany']
    const templates = [{ name: 'data', size: '1Gi', className: 'fast', accessModes }]
    expect(foreseeTemplate(set, volumes({ templates }), data).problems).toMatchObject([{ code: 'nothing' }])
  })
})
