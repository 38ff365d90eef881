import type { Api } from '../api/api.ts'
import { type ResourceName, resourceNames, resources } from '../api/resources.ts'
import type { Controller } from './queue.ts'

const writer = { manager: 'kube-controller-manager' }
/** While a namespace empties it is looked at again after this. */
const emptyingMs = 500

/** What kube-controller-manager publishes in every namespace. */
const certificate = 'kube-root-ca.crt'

const namespaced: readonly ResourceName[] = resourceNames.filter((name) => resources[name].isNamespaced)

/** Gives a namespace its account and the certificate of the server, and empties one that is to go. */
export function namespaceController(api: Api): Controller {
  return {
    name: 'namespace',
    wakes: (resource, { metadata }) =>
      resource === 'namespaces' ? [{ namespace: '', name: metadata.name }] : [],
    sync: ({ name }) => {
      const namespace = api.store.get('namespaces', undefined, name)
      if (namespace === undefined) return undefined
      if (namespace.metadata.deletionTimestamp === undefined) {
        if (api.store.get('serviceaccounts', name, 'default') === undefined)
          api.create('serviceaccounts', { metadata: { name: 'default', namespace: name } }, writer)
        // Empty, since this server has none.
        if (api.store.get('configmaps', name, certificate) === undefined)
          api.create(
            'configmaps',
            { metadata: { name: certificate, namespace: name }, data: { 'ca.crt': '' } },
            writer,
          )
        return undefined
      }
      const content = namespaced.flatMap((resource) =>
        api.store.list(resource, name).map((one) => ({ resource, one })),
      )
      if (content.length === 0) {
        api.store.remove('namespaces', undefined, name)
        return undefined
      }
      for (const { resource, one } of content)
        if (one.metadata.deletionTimestamp === undefined && api.store.get(resource, name, one.metadata.name))
          api.delete(resource, name, one.metadata.name)
      return api.clock.now() + emptyingMs * api.clock.pace
    },
  }
}
