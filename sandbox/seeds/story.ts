import type { Api } from '../api/api.ts'
import { patched } from '../api/patch.ts'
import { resources } from '../api/resources.ts'
import type { Queue } from '../controllers/queue.ts'
import { furnish } from '../furnish.ts'
import { examples, namespaces } from './examples.ts'
import { budgetOf, type Example, serviceOf, setOf } from './objects.ts'

const writer = { manager: 'sandbox' }
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What happened so far, how long ago, ms: the controllers live through all of it before anybody looks. */
const chapters: readonly (readonly [ago: number, happens: (api: Api) => void])[] = [
  [6 * day, furnish],
  [5 * day, (api) => makeNamespaces(api)],
  [5 * day - hour, (api) => makeAll(api, ({ name }) => name !== 'importer')],
  [5 * day - 2 * hour, (api) => void api.create('poddisruptionbudgets', budgetOf(pick('orders'), 2), writer)],
  // A busy week: what it leaves behind are two claims.
  [4 * day, (api) => change(api, pick('orders'), { spec: { replicas: 5 } })],
  [3 * day, (api) => setImage(api, pick('orders'), 'postgres:17.3')],
  [2 * day, (api) => stop(api, pick('sessions'))],
  [2 * day - hour, (api) => change(api, pick('orders'), { spec: { replicas: 3 } })],
  [day, (api) => setImage(api, pick('metrics'), 'victoriametrics:1.107')],
  [7 * hour, (api) => makeAll(api, ({ name }) => name === 'importer')],
  [5 * hour, (api) => removePod(api, pick('metrics'), 1)],
  [2 * hour, (api) => setImage(api, pick('search'), 'opensearch:2.18-missing')],
  [25 * minute, (api) => setImage(api, pick('cart'), 'redis:7.4')],
]

/** Tells the story with a clock that stands in the past, up to now. */
export function tellStory(api: Api, queue: Queue, now: number): void {
  for (const [ago, happens] of chapters) {
    queue.runTo(now - ago)
    happens(api)
  }
  queue.runTo(now)
}

/** When it begins, before now, ms. */
export const storyLength = 6 * day + hour

function pick(name: string): Example {
  const example = examples[name]
  if (example === undefined) throw new Error(`There is no example ${name}`)
  return example
}

function makeNamespaces(api: Api): void {
  for (const name of namespaces) api.create('namespaces', { metadata: { name } }, writer)
}

function makeAll(api: Api, isMeant: (example: Example) => boolean): void {
  for (const example of Object.values(examples).filter(isMeant)) {
    api.create('services', serviceOf(example), writer)
    api.create('statefulsets', setOf(example), writer)
  }
}

/** As Ordinal stops a set: what it had is noted on it. */
function stop(api: Api, example: Example): void {
  const annotations = { 'ordinal.io/replicas': String(example.replicas) }
  change(api, example, { metadata: { annotations }, spec: { replicas: 0 } })
}

function setImage(api: Api, example: Example, image: string): void {
  change(api, example, { spec: { template: { spec: { containers: [{ name: 'main', image }] } } } })
}

function change(api: Api, { namespace, name }: Example, patch: object): void {
  const set = api.get('statefulsets', namespace, name)
  const { type } = resources.statefulsets
  api.update('statefulsets', patched(set, patch, 'application/strategic-merge-patch+json', type), writer)
}

function removePod(api: Api, { namespace, name }: Example, ordinal: number): void {
  api.delete('pods', namespace, `${name}-${ordinal}`)
}
