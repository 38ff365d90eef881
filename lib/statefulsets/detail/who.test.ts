import { describe, expect, it } from 'vitest'
import { type RecordedChange, whoMadeRevision, withPerson } from './who.ts'

const at = (second: number) => `2026-11-26T06:00:${String(second).padStart(2, '0')}Z`
const change = (by: string, second: number, parts: Partial<RecordedChange> = {}): RecordedChange => {
  const from = Date.parse(at(second))
  return { by, action: 'statefulset:rollback', details: {}, from, to: from + 300, ...parts }
}
const edited = (changed: string) => ({ action: 'statefulset:edit', details: { changed } })

describe('a revision was made by', () => {
  it.each([
    ['who changed the template right before', [change('ann', 10)], 'ann'],
    ['who edited a field of the template', [change('ann', 10, edited('spec.template.spec'))], 'ann'],
    ['nobody here, when only a label was edited', [change('ann', 10, edited('tier'))], null],
    ['nobody here, when only replicas changed', [change('ann', 10, { action: 'statefulset:scale' })], null],
    [
      'nobody here, when pods were restarted one by one',
      [change('ann', 10, { action: 'statefulset:restart', details: { to: 'one by one' } })],
      null,
    ],
    ['nobody here, when the change was long before', [change('ann', 0)], null],
    ['nobody here, when the change came after', [change('ann', 20)], null],
    ['nobody that can be told, of two at the same time', [change('ann', 10), change('bob', 11)], null],
    ['the later one, of two a while apart', [change('bob', 11), change('ann', 5)], 'bob'],
    ['one who changed it twice', [change('ann', 10), change('ann', 11)], 'ann'],
  ])('%s', (_, changes, by) => {
    expect(whoMadeRevision(changes, at(12))).toBe(by)
  })
})

describe('a writer of fields', () => {
  const scaled = change('ann', 10, { action: 'statefulset:scale' })

  it('is the person, where the record knows the change', () => {
    expect(withPerson({ name: 'ordinal', at: at(10) }, [scaled])).toMatchObject({ by: 'ann' })
    expect(withPerson({ name: 'ordinal', at: at(40) }, [scaled])).toMatchObject({ by: null })
  })

  it('is nobody of ours under another name', () => {
    expect(withPerson({ name: 'kubectl-edit', at: at(10) }, [scaled])).toMatchObject({ by: null })
  })
})
