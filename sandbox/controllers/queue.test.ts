import { expect, it } from 'vitest'
import { Store } from '../api/store.ts'
import { Clock } from '../clock.ts'
import { Queue } from './queue.ts'

it('what fails in a controller is said once and tried again, and others go on', () => {
  const store = new Store()
  const said: string[] = []
  const done: string[] = []
  const controller = {
    name: 'breaking',
    wakes: () => ['one', 'other'].map((name) => ({ namespace: '', name })),
    sync: ({ name }: { name: string }) => {
      done.push(name)
      if (name === 'one' && done.length < 5) throw new RangeError('Invalid array length')
      return undefined
    },
  }
  const queue = new Queue(store, new Clock(1, 0), [controller], (fault) => void said.push(fault))
  const metadata = { name: 'a', uid: 'a', resourceVersion: '' }
  store.put('configmaps', { metadata })
  queue.runTo(10_000)
  expect(done).toEqual(['one', 'other', 'one', 'one', 'one'])
  expect(said).toEqual([expect.stringMatching(/^breaking \/one: RangeError: Invalid array length\n/)])
})
