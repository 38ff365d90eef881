import { describe, expect, it } from 'vitest'
import { isWanted, toProjectClaims, usersOf } from './row.ts'

const meta = (name: string) => ({ metadata: { name, uid: `uid of ${name}`, resourceVersion: '1' } })
const claim = (name: string) => ({ ...meta(name), spec: { resources: { requests: { storage: '1Gi' } } } })
const set = (name: string, replicas: number, templates = ['data'], start = 0) => ({
  ...meta(name),
  spec: {
    ...{ replicas, selector: {}, template: {}, ordinals: { start } },
    volumeClaimTemplates: templates.map((template) => ({ metadata: { name: template } })),
  },
})
const pod = (name: string, claimName: string, phase = 'Running') => ({
  ...meta(name),
  spec: { containers: [], volumes: [{ name: 'v', persistentVolumeClaim: { claimName } }] },
  status: { phase },
})
const rows = (names: string[], sets: ReturnType<typeof set>[], pods: ReturnType<typeof pod>[] = []) =>
  toProjectClaims({ claims: names.map(claim), sets, pods, volumes: new Map() })

describe('a claim belongs', () => {
  it.each([
    ['data-web-0', 'wanted', ['web']],
    ['data-web-2', 'beyond', ['web']],
    ['logs-web-0', 'former', ['web']],
    ['data-gone-0', 'deleted', ['gone']],
    ['data-gone-db-0', 'deleted', ['gone-db', 'db']],
    ['uploads', 'other', []],
    ['data-late-4', 'beyond', ['late']],
    ['data-late-5', 'wanted', ['late']],
  ])('%s: %s', (name, belonging, sets) => {
    const [row] = rows([name], [set('web', 2), set('late', 1, ['data'], 5)])
    expect(row).toMatchObject({ belonging, readings: sets.map((one) => ({ set: one })) })
  })

  it('to all sets that make its name, and is wanted while one of them does', () => {
    const [row] = rows(['data-web-0-1'], [set('web-0', 2), set('0', 1, ['data-web'])])
    expect(row).toMatchObject({ belonging: 'wanted', readings: [{ set: 'web-0' }, { set: '0' }] })
  })

  it('to nobody’s set while another pod uses it', () => {
    const [row] = rows(['data-gone-0'], [], [pod('job-x', 'data-gone-0')])
    expect(row).toMatchObject({ belonging: 'other', usedBy: ['job-x'] })
    expect(row && isWanted(row)).toBe(true)
  })
})

it('claims that nobody uses come first, then by name and number', () => {
  const names = ['data-web-10', 'data-web-1', 'data-web-2', 'uploads']
  expect(rows(names, [set('web', 3)]).map(({ name }) => name)).toEqual([
    'data-web-10',
    'uploads',
    'data-web-1',
    'data-web-2',
  ])
})

it('a pod at its end uses nothing', () => {
  const pods = [pod('a', 'x', 'Succeeded'), pod('b', 'x'), pod('c', 'x', 'Failed'), pod('d', 'y', 'Pending')]
  expect([...usersOf(pods)]).toEqual([
    ['x', ['b']],
    ['y', ['d']],
  ])
})
