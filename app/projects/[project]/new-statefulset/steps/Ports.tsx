'use client'

import { isFields } from '@/lib/manifests/read'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { ChoiceField, NumberField, TextField } from '../fields/fields'
import { ItemList } from '../fields/ItemList'

const protocols = ['TCP', 'UDP', 'SCTP'].map((value) => ({ value, label: value }))

export function ContainerPorts({ at }: { at: At }) {
  return (
    <ItemList
      at={at}
      label="ports"
      addLabel="addPort"
      isTitled
      isFlat
      make={() => ({ containerPort: '' })}
      titleOf={(item, index) => portTitle(item, index)}
    >
      {(port) => (
        <Columns>
          <TextField at={[...port, 'name']} label="portName" />
          <NumberField at={[...port, 'containerPort']} label="containerPort" isRequired />
          <ChoiceField at={[...port, 'protocol']} label="protocol" usual="TCP" choices={protocols} />
          <NumberField at={[...port, 'hostPort']} label="hostPort" />
        </Columns>
      )}
    </ItemList>
  )
}

export function ServicePorts({ at }: { at: At }) {
  return (
    <ItemList
      at={at}
      label="servicePorts"
      addLabel="addPort"
      isFlat
      make={() => ({ port: '' })}
      titleOf={(item, index) => portTitle(item, index)}
    >
      {(port) => (
        <Columns>
          <TextField at={[...port, 'name']} label="portName" />
          <NumberField at={[...port, 'port']} label="servicePort" isRequired />
          <NumberField at={[...port, 'targetPort']} label="targetPort" />
          <ChoiceField at={[...port, 'protocol']} label="protocol" usual="TCP" choices={protocols} />
        </Columns>
      )}
    </ItemList>
  )
}

function portTitle(item: unknown, index: number): string {
  const { name, containerPort, port } = isFields(item) ? item : {}
  return String(name ?? containerPort ?? port ?? index + 1)
}
