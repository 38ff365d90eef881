import type { TourStep } from './steps'

const name = 'ordinal:did'

/** Tells the tour, where there is one, that the person did this. */
export function tellTour(step: TourStep): void {
  window.dispatchEvent(new CustomEvent(name, { detail: step }))
}

/** Hears of it until the function that this gives is called. */
export function hearTour(heard: (step: TourStep) => void): () => void {
  const hear = (event: Event) => heard((event as CustomEvent<TourStep>).detail)
  window.addEventListener(name, hear)
  return () => window.removeEventListener(name, hear)
}
