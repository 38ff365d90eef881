import type { Target } from './target.ts'

/** What a case wants to be other than usual. */
export interface SetParts {
  readonly replicas?: number
  readonly image?: string
  readonly command?: string
  readonly spec?: object
  readonly pod?: object
  readonly container?: object
}

/** A set whose pods start at once and end within a second, as both clusters can run it. */
export function statefulSet(name: string, parts: SetParts = {}) {
  const { replicas = 1, image = 'busybox:1.36', command = 'exec sleep 100000' } = parts
  const labels = { app: name }
  const container = { name: 'main', image, command: ['sh', '-c', command], ...parts.container }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels },
    spec: {
      serviceName: '',
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 1, containers: [container], ...parts.pod },
      },
      ...parts.spec,
    },
  }
}

/** A spec with one claim for each pod. */
export function withClaims(spec: object = {}) {
  const resources = { requests: { storage: '1Mi' } }
  const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources } }
  return { volumeClaimTemplates: [claim], ...spec }
}

export const setsPath = (namespace: string, name = '') =>
  `/apis/apps/v1/namespaces/${namespace}/statefulsets${name === '' ? '' : `/${name}`}`
export const podsPath = (namespace: string, name = '') =>
  `/api/v1/namespaces/${namespace}/pods${name === '' ? '' : `/${name}`}`

/** Whatever the controller says of the set meanwhile: no version is a precondition here. */
export function scaleTo(target: Target, namespace: string, replicas: number): Promise<object> {
  const path = `${setsPath(namespace, 'web')}/scale`
  return target.send('PATCH', path, { spec: { replicas } }, 'application/merge-patch+json')
}
