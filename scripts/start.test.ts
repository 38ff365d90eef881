import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { explain, explainDisk, explainNpm } from './failure.mjs'
import { refuseNode } from './node-version.mjs'

const root = join(import.meta.dirname, '..')

describe('npm start without a network', () => {
  const clone = mkdtempSync(join(tmpdir(), 'ordinal-clone-'))
  afterAll(() => rmSync(clone, { recursive: true }))

  it('says so before anything else, and ends', () => {
    for (const name of ['package.json', 'package-lock.json', 'scripts'])
      cpSync(join(root, name), join(clone, name), { recursive: true })
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], {
      cwd: clone,
      encoding: 'utf8',
      env: {
        ...{ PATH: process.env.PATH, HOME: clone, NODE_ENV: 'test' as const },
        npm_config_registry: 'http://127.0.0.1:9',
        npm_config_fetch_retries: '0',
      },
    })
    expect(stderr).toMatch(/^Ordinal could not be prepared: The packages could not be downloaded: .*\n$/)
    expect(stderr).toContain('start again')
    expect(status).toBe(1)
  })
})

// Only root can make a disk read-only, and root can write everywhere else.
describe.runIf(process.getuid?.() === 0)('npm start in a folder that cannot be written', () => {
  const clone = mkdtempSync(join(tmpdir(), 'ordinal-clone-'))
  afterAll(() => {
    // What Prisma leaves running may still be in it.
    execFileSync('umount', ['--lazy', clone])
    rmSync(clone, { recursive: true })
  })

  it('says so in one sentence that helps', () => {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', clone])
    for (const name of ['package.json', 'package-lock.json', 'scripts', 'prisma', 'prisma.config.ts'])
      cpSync(join(root, name), join(clone, name), { recursive: true })
    mkdirSync(join(clone, 'node_modules'))
    const hash = createHash('sha256')
    for (const name of ['package.json', 'package-lock.json'])
      hash
        .update(name)
        .update('\0')
        .update(readFileSync(join(root, name)))
        .update('\0')
    writeFileSync(join(clone, 'node_modules/.ordinal-install'), hash.digest('hex'))
    for (const name of ['.bin', 'node', 'prisma', '@prisma'])
      symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name))
    execFileSync('mount', ['-o', 'remount,ro', clone])
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], {
      cwd: clone,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: tmpdir(), NODE_ENV: 'test' as const },
    })
    expect(stderr).toMatch(
      /^Ordinal could not be prepared: lib\/db\/generated cannot be written\. Let the user that starts Ordinal write there\.\n$/,
    )
    expect(status).toBe(1)
  })
})

describe('a sentence with the next step', () => {
  const failed = (code: string, more: object) => explain(Object.assign(new Error(code), { code, ...more }))

  it.each([
    ['a full disk', failed('ENOSPC', { path: '/d/x' }), /^The disk is full: \/d\/x .*Make room/],
    ['a read-only folder', failed('EROFS', { path: '/d/x' }), /^\/d\/x cannot be written\. .*ORDINAL_DATA/],
    ['a port of others', failed('EADDRINUSE', { port: 80 }), /^Port 80 is in use\. Set PORT/],
    ['a port for root', failed('EACCES', { port: 80 }), /^Port 80 may not be used .*above 1023/],
    ['a Node of long ago', refuseNode('18.19.0'), /^Node 18\.19\.0 is too old: .*Node 20 or newer/],
    [
      'npm on a full disk',
      explainNpm('npm error code ENOSPC'),
      /^The disk is full: node_modules .*Make room\.$/,
    ],
    [
      'a build on a full disk',
      explainDisk('Error: No space left on device (os error 28)', '.next'),
      /^The disk is full: \.next .*Make room\.$/,
    ],
    [
      'a build on a read-only disk',
      explainDisk("EROFS: read-only file system, mkdir '/d/.next'", '.next'),
      /^\.next cannot be written\. Let the user that starts Ordinal write there\.$/,
    ],
    ['npm without a network', explainNpm('npm error code EAI_AGAIN'), /registry cannot be reached\. Connect/],
  ])('for %s', (_name, sentence, expected) => {
    expect(sentence).toMatch(expected)
  })

  it('and none where nothing is wrong, or only npm knows', () => {
    expect(refuseNode('20.0.0')).toBeNull()
    expect(refuseNode('24.21.0')).toBeNull()
    expect(explainNpm('npm error Missing script')).toBeNull()
    expect(explainDisk('Type error: nothing', '.next')).toBeNull()
  })
})
