import { describe, expect, it } from 'vitest'
import { safeCallbackPath } from '../routes.ts'
import { roleCan } from './permissions.ts'
import { requireSameOrigin } from './request.ts'

describe('roles', () => {
  it.each([
    ['viewer', 'statefulset:view', true],
    ['viewer', 'pod:log', true],
    ['viewer', 'statefulset:scale', false],
    ['viewer', 'statefulset:create', false],
    ['operator', 'statefulset:scale', true],
    ['operator', 'statefulset:delete', false],
    ['operator', 'member:view', false],
    ['viewer', 'pod:reveal', false],
    ['operator', 'pod:reveal', false],
    ['owner', 'pod:reveal', true],
    ['owner', 'statefulset:create', true],
    ['owner', 'statefulset:delete', true],
    ['owner', 'member:manage', true],
    ['owner', 'user:manage', false],
    ['king', 'statefulset:view', false],
    ['owner', 'statefulset:fly', false],
    ['owner', 'toString', false],
    ['', '', false],
  ])('%s and %s: %s', (role, permission, expected) => {
    expect(roleCan(role, permission)).toBe(expected)
  })
})

describe('a request from one of our pages', () => {
  const host = 'ordinal.example:3000'
  const check = (headers: Record<string, string>) => {
    const all: Record<string, string> = { host, ...headers }
    return () => requireSameOrigin({ get: (name) => all[name] ?? null })
  }
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ origin: `http://${host}` }],
    [{ 'sec-fetch-site': 'same-origin', origin: `https://${host}` }],
  ])('is %j', (headers) => {
    expect(check(headers)).not.toThrow()
  })
  it.each([
    [{}],
    [{ origin: 'null' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: `https://${host}.evil.example` }],
    [{ origin: 'http://ordinal.example:3001' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'cross-site', origin: `http://${host}` }],
    [{ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
  ])('is not %j', (headers) => {
    expect(check(headers)).toThrow()
  })
})

describe('the way back after the login', () => {
  it.each(['/', '/projects', '/projects/new?x=1&y=%2F', '/a//b'])('may be %s', (path) => {
    expect(safeCallbackPath(path)).toBe(path)
  })
  it.each([
    undefined,
    '',
    'projects',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    'https:evil.example',
    'https://host.evil',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\tevil',
    '/\n/evil.example',
    ' /x',
    '/名',
    `/${'a'.repeat(8000)}`,
  ])('is the home page for %j', (path) => {
    expect(safeCallbackPath(path)).toBe('/')
  })
})
