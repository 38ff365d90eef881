import { kubectl } from './fixtures.ts'
import { claim, statefulSet } from './state-manifests.ts'

/** A set whose pods mount a volume of 1Mi each. */
export function setWithVolumes(
  name: string,
  replicas: number,
  retention?: { whenDeleted?: string; whenScaled?: string },
): string {
  return statefulSet(name, {
    replicas,
    spec: {
      ...claim('standard'),
      ...(retention === undefined ? {} : { persistentVolumeClaimRetentionPolicy: retention }),
    },
    container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
  })
}

/** A claim that no set made. */
export function looseClaim(name: string): string {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Mi' } } }
  return JSON.stringify({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec })
}

const read = (slug: string, what: string, path: string) =>
  kubectl(slug, ['get', ...what.split(' '), '-o', `jsonpath=${path}`])

/** No resizer runs in the test cluster: the volume and the claim say what a driver would say when it has grown them. */
export function resize(slug: string, name: string, size: string): void {
  const volume = read(slug, `pvc ${name}`, '{.spec.volumeName}')
  kubectl(slug, [
    'patch',
    'pv',
    volume,
    '--type=merge',
    '-p',
    JSON.stringify({ spec: { capacity: { storage: size } } }),
  ])
  const over = { allocatedResources: null, allocatedResourceStatuses: null }
  say(slug, name, { capacity: { storage: size }, conditions: [], ...over })
}

/** As a driver reports on a claim. */
export function say(slug: string, name: string, status: object): void {
  kubectl(slug, [
    'patch',
    'pvc',
    name,
    '--subresource=status',
    '--type=merge',
    '-p',
    JSON.stringify({ status }),
  ])
}

/** `<name> <uid> <restarts>` of each pod of a set. */
export function podsOf(slug: string, name: string): string[] {
  const path =
    '{range .items[*]}{.metadata.name} {.metadata.uid} {.status.containerStatuses[*].restartCount}{"\\n"}{end}'
  return read(slug, `pods -l app=${name}`, path)
    .split('\n')
    .filter((line) => line !== '')
}

/** `<name> <size asked for>` of each claim. */
export function claimsOf(slug: string): string[] {
  const path = '{range .items[*]}{.metadata.name} {.spec.resources.requests.storage}{"\\n"}{end}'
  return read(slug, 'pvc', path)
    .split('\n')
    .filter((line) => line !== '')
}

export const templateSize = (slug: string, name: string) =>
  read(slug, `statefulset ${name}`, '{.spec.volumeClaimTemplates[0].spec.resources.requests.storage}')

export const uidOf = (slug: string, name: string) => read(slug, `statefulset ${name}`, '{.metadata.uid}')
