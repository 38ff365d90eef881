const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal = ['', 'k', 'M', 'G', 'T', 'P', 'E']

/**
 * A Kubernetes quantity of bytes as a number, 0 for what is none (apimachinery pkg/api/resource: `10Gi`, `5e9`, `500M`,
 * `100m`). Good for sums and order; above 2^53 not exact.
 */
export function toBytes(quantity: string): number {
  const [, digits = '', suffix = ''] =
    /^([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?|\d+\.)([a-zA-Z]*)$/.exec(quantity) ?? []
  const number = Number(digits || Number.NaN)
  if (Number.isNaN(number)) return 0
  const small: Readonly<Record<string, number>> = { m: 1e-3, u: 1e-6, n: 1e-9 }
  if (Object.hasOwn(small, suffix)) return number * (small[suffix] ?? 0)
  if (binary.includes(suffix)) return number * 1024 ** binary.indexOf(suffix)
  return decimal.includes(suffix) ? number * 1000 ** decimal.indexOf(suffix) : 0
}
