import { describe, expect, it } from 'vitest'
import { gatherLog } from './save-log'

const source = '!{"kind":"source","n":0,"pod":"web-0","uid":"u","container":"main","ordinal":0}\n@0\n'
const line = (second: number) => `2026-01-01T00:00:0${second}.000000000Z line ${second}\n`
const done = '!{"kind":"done"}\n'

function gather(...parts: string[]) {
  const body = new Blob(parts).stream()
  return gatherLog(body, { withTime: false, withPod: true }, () => undefined)
}

describe('a log as a file', () => {
  it('is its lines, each with its source', async () => {
    const { file, progress } = await gather(source, line(1), line(2), done)
    expect(await file.text()).toBe('web-0 main line 1\nweb-0 main line 2\n')
    expect(progress).toMatchObject({ lines: 2, isWhole: true })
  })

  it('that has a gap is said to be not whole', async () => {
    const { progress } = await gather(source, line(1), '!{"kind":"gap","n":0}\n', line(2), done)
    expect(progress).toMatchObject({ lines: 2, isWhole: false })
  })

  it.each([
    ['between two lines', [source, line(1)]],
    ['in a line', [source, line(1), line(2).slice(0, 20)]],
    ['before the first one', [source]],
    ['in its last word', [source, line(1), done.slice(0, -1)]],
  ])('is none where the download ends %s', async (_name, parts) => {
    await expect(gather(...parts)).rejects.toThrow('broke off')
  })
})
