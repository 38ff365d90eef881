import { type Step, steps } from './steps'

export const views = ['form', 'both', 'code'] as const
export type View = (typeof views)[number]

/** Which view of the draft is shown, and which step of the form; it stands in the address. */
export interface Look {
  readonly view: View
  readonly step: Step
}

type Raw = Readonly<Record<string, string | string[] | undefined>>

export function readLook({ view, step }: Raw): Look {
  return {
    view: views.find((one) => one === view) ?? 'form',
    step: steps.find((one) => one === step) ?? 'basics',
  }
}
