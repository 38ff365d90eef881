import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tarEnd, tarHeader } from './tar-header.ts'

const names = [
  'plain.txt',
  '-rf',
  '$(touch owned)',
  '; rm -rf *',
  'with\nline',
  '有状态',
  `${'é'.repeat(120)}`,
  ' ',
  '*',
]
const contents = [Buffer.alloc(0), Buffer.from('x'), Buffer.alloc(512, 7), Buffer.alloc(100_001, 9)]

describe('an archive of one file', () => {
  it.each(names)('gives the file back under its name: %j', (name) => {
    for (const content of contents) {
      const head = tarHeader(name, content.length, 1_700_000_000)
      const archive = Buffer.concat([head, content, tarEnd(head.length, content.length)])
      expect(archive.length % 10_240).toBe(0)
      const folder = mkdtempSync(join(tmpdir(), 'ordinal-tar-'))
      const { status, stderr } = spawnSync('tar', ['-xof', '-', '-C', folder], { input: archive })
      expect([status, stderr.toString()]).toEqual([0, ''])
      expect(readdirSync(folder)).toEqual([name])
      expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
      rmSync(folder, { recursive: true })
    }
  })
})
