import type { SaveServiceInput } from '@/lib/statefulsets/edit/beside-schema'
import type { EditablePort } from '@/lib/statefulsets/edit/save-service'

/** A port as it is being typed. */
export interface TypedPort {
  readonly id: number
  readonly was: number | null
  readonly name: string
  readonly port: string
  readonly targetPort: string
  readonly protocol: SaveServiceInput['ports'][number]['protocol']
}

export function typedPort({ name, port, targetPort, protocol }: EditablePort, index: number): TypedPort {
  const known = protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP'
  return { id: index, was: index, name, port: String(port), targetPort: String(targetPort), protocol: known }
}

/** As it is sent; what is no number is judged by the server. */
export function portOf({ id: _, port, targetPort, ...rest }: TypedPort): SaveServiceInput['ports'][number] {
  const isNumber = /^\d+$/.test(targetPort)
  return {
    ...rest,
    port: port === '' ? 0 : Number(port),
    targetPort: isNumber ? Number(targetPort) : targetPort,
  }
}
