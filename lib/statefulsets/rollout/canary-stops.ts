export interface CanaryWay {
  /** Where the partition is; above the replicas it holds no more pods than there are. */
  readonly from: number
  readonly to: number
  /** How many pods at a time. */
  readonly step: number
  readonly replicas: number
}

/** The partitions on the way from one to a lower one, the last one always; none upwards. */
export function canaryStops({ from, to, step, replicas }: CanaryWay): number[] {
  const highest = Math.min(from, replicas)
  const stops: number[] = []
  for (let at = highest - step; at > to; at -= step) stops.push(at)
  return highest > to ? [...stops, to] : []
}
