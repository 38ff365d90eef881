import { describe, expect, it } from 'vitest'
import { stepsSeenAt, tourPlaces, tourSteps } from './steps'
import { nextStep, readTour, tourStart, withDone } from './tour-state'

describe('the tour', () => {
  it('shows the first step that is not done, in whatever order people do them', () => {
    expect(nextStep(tourStart)).toBe('list')
    expect(nextStep(withDone(tourStart, ['create']))).toBe('list')
    expect(nextStep(withDone(withDone(tourStart, ['create']), ['list']))).toBe('stuck')
    expect(nextStep(withDone(tourStart, tourSteps))).toBeNull()
  })

  it('is as it was when nothing new was done', () => {
    const state = withDone(tourStart, ['list'])
    expect(withDone(state, ['list'])).toBe(state)
  })

  it.each([null, '', 'nonsense', '[]', '{"done":1}', '{"done":["gone"]}'])('begins anew with %s', (text) => {
    expect(readTour(text)).toEqual(tourStart)
  })

  it('is kept as it is', () => {
    const state = { ...withDone(tourStart, ['list', 'log']), isOver: true }
    expect(readTour(JSON.stringify(state))).toEqual(state)
  })

  it('knows what is done by looking', () => {
    expect(stepsSeenAt('/projects')).toEqual([])
    expect(stepsSeenAt(tourPlaces.list)).toEqual(['list'])
    expect(stepsSeenAt(tourPlaces.rollback)).toEqual(['stuck'])
    expect(stepsSeenAt(tourPlaces.log)).toEqual(['log'])
    expect(stepsSeenAt('/projects/shop/pods/cart-cache-0/containers/main/logs')).toEqual(['log'])
  })
})
