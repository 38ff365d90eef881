import { type Fields, fieldsOf, isLeftOut, listOf } from '../../lib/manifests/read.ts'
import type { Causes } from './causes.ts'
import { type Check, oneOf, required, unique } from './checks.ts'

/** pkg/apis/core/validation ValidatePodSpec: what holds between the parts of a pod. */
export const podSpec: readonly Check[] = [
  required('containers'),
  unique('volumes', 'name'),
  containerNames,
  hostPorts,
  initContainers,
  debuggers,
  oneOf('restartPolicy', 'Always', 'OnFailure', 'Never'),
  oneOf('dnsPolicy', 'ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'),
]

function containerNames(spec: Fields, path: string, causes: Causes): void {
  const seen = new Set<unknown>()
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'])
    listOf(spec[list]).forEach((container, index) => {
      const { name } = fieldsOf(container)
      if (name && seen.has(name)) causes.duplicate(`${path}.${list}[${index}].name`, name)
      seen.add(name)
    })
}

/** Two containers cannot have the same port of their node. */
function hostPorts(spec: Fields, path: string, causes: Causes): void {
  const seen = new Set<string>()
  listOf(spec.containers).forEach((container, index) => {
    listOf(fieldsOf(container).ports).forEach((port, place) => {
      const { protocol = 'TCP', hostIP = '', hostPort } = fieldsOf(port)
      if (!hostPort) return
      const key = `${protocol}/${hostIP}/${hostPort}`
      if (seen.has(key)) causes.duplicate(`${path}.containers[${index}].ports[${place}].hostPort`, key)
      seen.add(key)
    })
  })
}

/** One that ends before the next begins cannot be probed. */
function initContainers(spec: Fields, path: string, causes: Causes): void {
  listOf(spec.initContainers).forEach((container, index) => {
    if (fieldsOf(container).restartPolicy === 'Always') return
    for (const key of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
      if (!isLeftOut(fieldsOf(container)[key]))
        causes.forbidden(
          `${path}.initContainers[${index}].${key}`,
          'may not be set for init containers without restartPolicy=Always',
        )
  })
}

/** What a container looks at must be there, and be none of its kind. */
function debuggers(spec: Fields, path: string, causes: Causes): void {
  const others = [...listOf(spec.containers), ...listOf(spec.initContainers)].map((one) => fieldsOf(one).name)
  listOf(spec.ephemeralContainers).forEach((container, index) => {
    const { targetContainerName: seen } = fieldsOf(container)
    if (seen && !others.includes(seen))
      causes.notFound(`${path}.ephemeralContainers[${index}].targetContainerName`, seen)
  })
}

/** What is mounted must be there, `templates` being the names of claim templates. */
export function mountedVolumes(
  spec: Fields,
  templates: readonly unknown[],
  path: string,
  causes: Causes,
): void {
  const known = new Set([...listOf(spec.volumes).map((volume) => fieldsOf(volume).name), ...templates])
  for (const list of ['containers', 'initContainers'])
    listOf(spec[list]).forEach((container, index) => {
      listOf(fieldsOf(container).volumeMounts).forEach((mount, place) => {
        const { name } = fieldsOf(mount)
        if (name && !known.has(name))
          causes.notFound(`${path}.${list}[${index}].volumeMounts[${place}].name`, name)
      })
    })
}
