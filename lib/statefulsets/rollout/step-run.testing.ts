import type { ObjectName } from '../../names.ts'
import type { StepRun } from './operated-set.ts'

/** A run of an operation on `web` that keeps its memo, as the database would; `diesAt` ends the process at the next hold. */
export class TestRun<Plan> implements StepRun<Plan> {
  readonly target = 'web' as ObjectName
  readonly plan: Plan
  memo: unknown = null
  diesAtHold = false

  constructor(plan: Plan) {
    this.plan = plan
  }

  async saveMemo(memo: object): Promise<void> {
    this.memo = JSON.parse(JSON.stringify(memo))
  }

  async hold(): Promise<void> {
    if (!this.diesAtHold) return
    this.diesAtHold = false
    throw new Error('killed')
  }
}
