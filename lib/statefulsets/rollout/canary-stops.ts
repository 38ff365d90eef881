/** The partitions on the way from one to a lower one, `step` pods at a time, the last one always; none upwards. */
export function canaryStops(from: number, to: number, step: number): number[] {
  const stops: number[] = []
  for (let at = from - step; at > to; at -= step) stops.push(at)
  return from > to ? [...stops, to] : []
}
