import { describe, expect, it } from 'vitest'
import { autoscalerState } from './autoscaler-state.ts'

const able = { type: 'AbleToScale', status: 'True', reason: 'SucceededGetScale' }
const active = { type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' }

describe('an autoscaler', () => {
  it.each([
    ['that has not looked yet is new', [], { is: 'new', reason: '' }],
    ['that finds nothing in its way works', [able, active], { is: 'works', reason: '' }],
    [
      'of no replicas is off',
      [able, { type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled' }],
      { is: 'off', reason: 'ScalingDisabled' },
    ],
    [
      'without metrics is blind',
      [able, { type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }],
      { is: 'blind', reason: 'FailedGetResourceMetric' },
    ],
    [
      'that may not scale is stuck, whatever else it says',
      [{ type: 'AbleToScale', status: 'False', reason: 'FailedUpdateScale' }, active],
      { is: 'stuck', reason: 'FailedUpdateScale' },
    ],
    [
      'at the end of its range is limited',
      [able, active, { type: 'ScalingLimited', status: 'True', reason: 'TooManyReplicas' }],
      { is: 'limited', reason: 'TooManyReplicas' },
    ],
  ])('%s', (_, conditions, state) => {
    expect(autoscalerState(conditions)).toEqual(state)
  })
})
