import * as z from 'zod/mini'
import { readQuantity } from './quantity.ts'
import { type Fields, fieldsOf, isFields, isLeftOut } from './read.ts'
import { isLabelKey, quantityFault } from './schema-values.ts'

const one = 10n ** 9n
const standard = ['cpu', 'memory', 'ephemeral-storage']

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-')
}

/** What is given out whole and never shared: devices such as `nvidia.com/gpu`. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/')
}

function isResourceName(name: string): boolean {
  if (!name.includes('/')) return standard.includes(name) || isHugePages(name)
  return isLabelKey(name) && !name.startsWith('requests.')
}

/** Requests and limits of a container; core/validation's validateResourceRequirements. */
export const resourcesSchema = z.optional(
  z.unknown().check(
    z.superRefine((value, context) => {
      const complain = (message: string, path: string[] = []) =>
        context.addIssue({ code: 'custom', message, path })
      if (isLeftOut(value)) return
      if (!isFields(value)) return complain('group')
      const parts = ['limits', 'requests'] as const
      for (const part of parts.filter((part) => !isLeftOut(value[part]) && !isFields(value[part])))
        complain('group', [part])
      const [limits, requests] = parts.map((part) => fieldsOf(value[part])) as [Fields, Fields]
      const amountFault = (name: string, amount: unknown) => {
        if (!isResourceName(name)) return `resource_name: ${name}`
        const code = quantityFault(amount)
        if (code !== null || !isExtended(name)) return code
        return BigInt(readQuantity(amount)) % one === 0n ? null : 'quantity_whole'
      }
      for (const [part, amounts] of [
        ['limits', limits],
        ['requests', requests],
      ] as const) {
        for (const [name, amount] of Object.entries(amounts)) {
          const code = isLeftOut(amount) ? null : amountFault(name, amount)
          if (code !== null) complain(code, [part, name])
        }
      }
      for (const [name, request] of Object.entries(requests)) {
        const code = pairFault(name, request, limits[name])
        if (code !== null) complain(code, ['requests', name])
      }
    }),
  ),
)

/** A request against the limit of the same name. */
function pairFault(name: string, request: unknown, limit: unknown): string | null {
  const isShared = !isExtended(name) && !isHugePages(name)
  if (isLeftOut(limit)) return isShared ? null : `limit_missing: ${name}`
  const [asked, most] = [readQuantity(request), readQuantity(limit)]
  if (typeof asked === 'string' || typeof most === 'string') return null
  if (!isShared) return asked === most ? null : `request_unlike_limit: ${String(limit)}`
  return asked <= most ? null : `request_above_limit: ${String(limit)}`
}
