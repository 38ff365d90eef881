import { type TourStep, tourSteps } from './steps'

/** How far a person is. */
export interface TourState {
  readonly done: readonly TourStep[]
  readonly isOver: boolean
}

export const tourStart: TourState = { done: [], isOver: false }

/** What a browser kept, which may be anything. */
export function readTour(text: string | null): TourState {
  try {
    const { done, isOver } = JSON.parse(text ?? '') as { done?: unknown; isOver?: unknown }
    if (!Array.isArray(done)) return tourStart
    return { done: tourSteps.filter((step) => done.includes(step)), isOver: isOver === true }
  } catch {
    return tourStart
  }
}

export function withDone(state: TourState, steps: readonly TourStep[]): TourState {
  const done = tourSteps.filter((step) => state.done.includes(step) || steps.includes(step))
  return done.length === state.done.length ? state : { ...state, done }
}

/** The first step that is not done; null after the last. */
export function nextStep({ done }: TourState): TourStep | null {
  return tourSteps.find((step) => !done.includes(step)) ?? null
}
