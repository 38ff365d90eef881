import { readQuantity } from '../../lib/manifests/quantity.ts'
import { type Fields, fieldsOf, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import { type Check, formatted, oneOf } from './checks.ts'
import { dnsSubdomain } from './formats.ts'

/** pkg/apis/core/validation ValidatePersistentVolumeClaimSpec. */
export const claimSpec: readonly Check[] = [
  accessModes,
  storage,
  formatted('storageClassName', dnsSubdomain),
  oneOf('volumeMode', 'Block', 'Filesystem'),
]

const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']

function accessModes(spec: Fields, path: string, causes: Causes): void {
  const place = `${path}.accessModes`
  const given = listOf(spec.accessModes)
  if (given.length === 0) causes.required(place, 'at least 1 access mode is required')
  for (const mode of given) if (!modes.includes(String(mode))) causes.notSupported(place, mode, modes)
  if (given.includes('ReadWriteOncePod') && given.length > 1)
    causes.forbidden(place, 'may not use ReadWriteOncePod with other access modes')
}

function storage(spec: Fields, path: string, causes: Causes): void {
  const quantity = fieldsOf(fieldsOf(spec.resources).requests).storage
  const place = `${path}.resources[storage]`
  const amount = readQuantity(quantity)
  if (quantity === undefined) causes.required(place)
  if (typeof amount === 'bigint' && amount <= 0n) causes.invalid(place, quantity, 'must be greater than zero')
}
