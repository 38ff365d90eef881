import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import en from '../../messages/en.json'
import { type Purpose, rights, rightsFor, rightText } from './rights.ts'

interface ClusterRole {
  readonly rules: readonly { apiGroups: string[]; resources: string[]; verbs: string[] }[]
}

const file = join(import.meta.dirname, '../../deploy/clusterrole.yaml')
const role = parse(readFileSync(file, 'utf8')) as ClusterRole
const purposes = Object.keys(rights) as Purpose[]

it('what is checked is what deploy/clusterrole.yaml gives, each right once', () => {
  const shipped = role.rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((named) => {
        const [resource = '', subresource] = named.split('/')
        return verbs.map((verb) =>
          rightText({ verb, group, resource, ...(subresource === undefined ? {} : { subresource }) }),
        )
      }),
    ),
  )
  const checked = purposes.flatMap((purpose) => rightsFor(purpose).map(rightText))
  expect(checked.toSorted()).toEqual(shipped.toSorted())
})

it('each has words for what is lost without it', () => {
  expect(Object.keys(en.clusters.rights).toSorted()).toEqual(purposes.toSorted())
})
