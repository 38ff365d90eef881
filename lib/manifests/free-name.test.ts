import { expect, it } from 'vitest'
import { freeName, freeNumbered } from './free-name.ts'
import { orphanMounts, volumeNames } from './relate-volume.ts'

it('a new name is the wanted one, or the first that is free', () => {
  expect(freeName('data', [])).toBe('data')
  expect(freeName('data', ['data', 'data-3'])).toBe('data-2')
  expect(freeName('data', ['data', 'data-2', 'data-3'])).toBe('data-4')
  expect(freeNumbered('volume', [])).toBe('volume-1')
  expect(freeNumbered('volume', ['volume-1', 'volume-3'])).toBe('volume-2')
})

it('a name that is mounted is taken, whether there is a volume of it or not', () => {
  const volumeMounts = [{ name: 'data' }, { name: 'gone' }]
  const pod = {
    containers: [{ volumeMounts }],
    initContainers: [{ volumeDevices: [{ name: 'raw' }] }],
    volumes: [{ name: 'tmp' }],
  }
  const set = { spec: { template: { spec: pod }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] } }
  expect(new Set(volumeNames(set))).toEqual(new Set(['data', 'tmp', 'gone', 'raw']))
  expect(orphanMounts(set)).toEqual(['gone'])
})
