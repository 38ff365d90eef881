const grammar = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))(|[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)$/
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const largest = (2n ** 63n - 1n) * 10n ** 9n
const nano = 10n ** 9n

export type QuantityFault = 'quantity' | 'quantity_large'

/**
 * A quantity in billionths, exact; smaller ones round up, as apimachinery's pkg/api/resource does. What that would cap
 * at 2^63-1 is refused instead: nobody means `1e99`. A YAML number is one too.
 */
export function readQuantity(value: unknown): bigint | QuantityFault {
  const text = typeof value === 'number' ? String(value) : value
  // Far longer than any amount, and still quick to work out.
  if (typeof text !== 'string' || text.length > 64) return 'quantity'
  const [, sign, whole = '', fraction = '', bare = '', suffix = ''] = grammar.exec(text) ?? []
  if (sign === undefined) return 'quantity'
  const places = fraction.length + bare.length
  const digits = BigInt(whole + fraction + bare)
  if (digits === 0n) return 0n
  const power = suffix.endsWith('i') ? 0 : exponentOf(suffix)
  if (power > 90) return 'quantity_large'
  const factor = suffix.endsWith('i') ? 1024n ** BigInt(binary.indexOf(suffix)) : 1n
  const shift = Math.max(power - places + 9, -99)
  const scaled = digits * factor
  const amount = shift >= 0 ? scaled * 10n ** BigInt(shift) : roundUp(scaled, 10n ** BigInt(-shift))
  if (amount > largest) return 'quantity_large'
  return sign === '-' ? -amount : amount
}

/**
 * A quantity of bytes as a number, 0 for what is none. Good for sums and order; above 2^53 not exact.
 */
export function toBytes(quantity: string): number {
  const amount = readQuantity(quantity)
  return typeof amount === 'bigint' ? Number(amount / nano) + Number(amount % nano) / 1e9 : 0
}

/** `1E` is an exa, `1E3` and `1e3` are a thousand. */
function exponentOf(suffix: string): number {
  return decimal.includes(suffix) ? decimal.indexOf(suffix) * 3 - 9 : Number(suffix.slice(1))
}

function roundUp(amount: bigint, divisor: bigint): bigint {
  return (amount + divisor - 1n) / divisor
}
