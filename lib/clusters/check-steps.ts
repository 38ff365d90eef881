import { connectionSteps } from '../kubernetes/connection-fault.ts'
import type { ClusterCheck } from './check.ts'

type StepName = (typeof connectionSteps)[number] | 'rights'

export interface CheckStep {
  readonly step: StepName
  /** `doubtful` is no reason to stop; `open` was not come to. */
  readonly state: 'good' | 'bad' | 'doubtful' | 'open'
  /** The key of a sentence under `clusters`. */
  readonly text:
    | `good.${StepName}`
    | `faults.${NonNullable<ClusterCheck['fault']>['code']}`
    | 'unverified'
    | 'notReached'
    | 'rightsUnknown'
    | 'missing'
  readonly values: Readonly<Record<string, string | number>>
}

/** A check as people read it: one sentence a step, with the next thing to do where one is wrong. */
export function checkSteps(check: ClusterCheck): CheckStep[] {
  const failed = check.fault === null ? connectionSteps.length : connectionSteps.indexOf(check.fault.step)
  const steps = connectionSteps.map((step, index) => {
    if (index > failed) return open(step)
    return index === failed ? faulty(check) : passed(step, check)
  })
  return [...steps, rightsStep(check)]
}

function passed(step: (typeof connectionSteps)[number], check: ClusterCheck): CheckStep {
  if (step === 'certificate' && !check.isVerified)
    return { step, state: 'doubtful', text: 'unverified', values: {} }
  const values = { server: check.server, version: check.version ?? '' }
  return { step, state: 'good', text: `good.${step}`, values }
}

function faulty({ fault }: ClusterCheck): CheckStep {
  if (fault === null) throw new Error('nothing is wrong')
  return { step: fault.step, state: 'bad', text: `faults.${fault.code}`, values: fault.details }
}

function rightsStep({ fault, missing }: ClusterCheck): CheckStep {
  const step = 'rights'
  if (fault !== null) return open(step)
  if (missing === null) return { step, state: 'bad', text: 'rightsUnknown', values: {} }
  if (missing.length === 0) return { step, state: 'good', text: 'good.rights', values: {} }
  const count = missing.reduce((sum, { rights }) => sum + rights.length, 0)
  return { step, state: 'bad', text: 'missing', values: { count } }
}

const open = (step: StepName): CheckStep => ({ step, state: 'open', text: 'notReached', values: {} })
