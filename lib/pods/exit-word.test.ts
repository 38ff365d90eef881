import { expect, it } from 'vitest'
import { exitWordOf } from './exit-word.ts'

it.each<[string, number, string]>([
  ['Completed', 0, 'done'],
  ['OOMKilled', 137, 'outOfMemory'],
  ['Error', 137, 'killed'],
  ['Error', 143, 'asked'],
  ['Error', 130, 'interrupted'],
  ['Error', 139, 'segfault'],
  ['Error', 134, 'aborted'],
  ['Error', 127, 'notFound'],
  ['Error', 126, 'notExecutable'],
  ['StartError', 128, 'notStarted'],
  ['ContainerCannotRun', 127, 'notStarted'],
  ['Error', 135, 'signal'],
  ['Error', 1, 'failed'],
  ['Error', 255, 'failed'],
])('%s with code %d is %s', (reason, code, word) => {
  expect(exitWordOf(reason, code)).toBe(word)
})
