import type { Api } from '../api/api.ts'
import { quantityText, usedIn } from '../api/quota.ts'
import type { Controller } from './queue.ts'

const writer = { manager: 'kube-controller-manager' }

/** Says in each quota what of it is used. */
export function quotaController(api: Api): Controller {
  return {
    name: 'quota',
    wakes: (resource, { metadata }) => {
      const namespace = metadata.namespace ?? ''
      if (resource === 'resourcequotas') return [{ namespace, name: metadata.name }]
      if (resource !== 'pods' && resource !== 'persistentvolumeclaims' && resource !== 'services') return []
      return api.store
        .list('resourcequotas', namespace)
        .map((quota) => ({ namespace, name: quota.metadata.name }))
    },
    sync: ({ namespace, name }) => {
      const quota = api.store.get('resourcequotas', namespace, name)
      if (quota === undefined) return undefined
      const hard = quota.spec?.hard ?? {}
      const all = usedIn(api.store, namespace)
      const used = Object.fromEntries(
        Object.keys(hard).map((key) => [key, quantityText(key, all.get(key) ?? 0n)]),
      )
      api.update('resourcequotas', { ...quota, status: { hard, used } }, writer, 'status')
      return undefined
    },
  }
}
