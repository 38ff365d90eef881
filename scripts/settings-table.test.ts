import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { envSchema } from '../lib/env.ts'
import { withSettings } from './settings-table.ts'

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')

it('the table of settings in the README is that of lib/env.ts (else: node scripts/settings-table.ts)', () => {
  expect(withSettings(readme)).toBe(readme)
})

it('every setting says what it is', () => {
  const silent = Object.entries(envSchema.shape).filter(([, { description }]) => description === undefined)
  expect(silent.map(([key]) => key)).toEqual(['NODE_ENV'])
})
