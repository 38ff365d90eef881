import type { useFormatter } from 'next-intl'

const units = ['B', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi']

/** Bytes in the largest binary unit that fits, as Kubernetes writes them. */
export function bytesText(bytes: number, format: ReturnType<typeof useFormatter>): string {
  const power = bytes <= 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${format.number(bytes / 1024 ** power, { maximumFractionDigits: 1 })}${power === 0 ? ' B' : (units[power] ?? '')}`
}
