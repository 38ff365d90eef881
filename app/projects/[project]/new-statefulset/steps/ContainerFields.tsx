'use client'

import { Box } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { FlagField } from '../fields/FlagField'
import { Fold } from '../fields/Fold'
import { ChoiceField, NumberField, TextField } from '../fields/fields'
import { Kept } from '../fields/Kept'
import { LinesField } from '../fields/LinesField'
import { Env, EnvFrom } from './Env'
import { ContainerPorts } from './Ports'
import { Hook, Probe } from './Probe'

/** What this form shows of a container; all else it keeps. */
const shownOfInit = [
  ...['name', 'image', 'imagePullPolicy', 'command', 'args', 'ports', 'env', 'envFrom', 'resources'],
  ...['securityContext', 'volumeMounts'],
]
const shown = [...shownOfInit, 'readinessProbe', 'livenessProbe', 'startupProbe', 'lifecycle']

const security = [
  ...['runAsNonRoot', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation'],
  ...['runAsUser', 'runAsGroup', 'capabilities'],
]

/** Each is a switch of the container's security context. */
const switches = ['runAsNonRoot', 'readOnlyRootFilesystem', 'privileged'] as const

export function ContainerFields({ at, isInit }: { at: At; isInit: boolean }) {
  const t = useTranslations('create')
  const own = (...names: string[]): At[] => names.map((name) => [...at, name])
  const resources: At = [...at, 'resources']
  return (
    <>
      <Columns>
        <TextField at={[...at, 'name']} label="containerName" isRequired />
        <TextField at={[...at, 'image']} label="image" isRequired isMono placeholder="postgres:18.1" />
      </Columns>
      <Box mt={12}>
        <Fold title={t('folds.resources')} covers={[resources]}>
          <Columns>
            <TextField at={[...resources, 'requests', 'cpu']} label="requestCpu" placeholder="100m" />
            <TextField at={[...resources, 'limits', 'cpu']} label="limitCpu" placeholder="1" />
            <TextField at={[...resources, 'requests', 'memory']} label="requestMemory" placeholder="256Mi" />
            <TextField at={[...resources, 'limits', 'memory']} label="limitMemory" placeholder="512Mi" />
          </Columns>
          <Kept at={[...resources, 'requests']} shown={['cpu', 'memory']} />
          <Kept at={[...resources, 'limits']} shown={['cpu', 'memory']} />
        </Fold>
        <Fold title={t('folds.ports')} covers={own('ports')}>
          <ContainerPorts at={[...at, 'ports']} />
        </Fold>
        <Fold title={t('folds.command')} covers={own('command', 'args')}>
          <LinesField at={[...at, 'command']} label="command" addLabel="addLine" />
          <LinesField at={[...at, 'args']} label="args" addLabel="addArgument" />
        </Fold>
        <Fold title={t('folds.env')} covers={own('env', 'envFrom')}>
          <Env at={[...at, 'env']} />
          <EnvFrom at={[...at, 'envFrom']} />
        </Fold>
        {!isInit && (
          <>
            <Fold title={t('folds.probes')} covers={own('readinessProbe', 'livenessProbe', 'startupProbe')}>
              <Probe at={[...at, 'readinessProbe']} label="readinessProbe" />
              <Probe at={[...at, 'livenessProbe']} label="livenessProbe" />
              <Probe at={[...at, 'startupProbe']} label="startupProbe" />
            </Fold>
            <Fold title={t('folds.lifecycle')} covers={own('lifecycle')}>
              <Hook at={[...at, 'lifecycle', 'postStart']} label="postStart" />
              <Hook at={[...at, 'lifecycle', 'preStop']} label="preStop" />
            </Fold>
          </>
        )}
        <Fold title={t('folds.more')} covers={own('imagePullPolicy', 'securityContext')}>
          <ChoiceField
            at={[...at, 'imagePullPolicy']}
            label="pullPolicy"
            choices={[
              { value: '', label: t('usual') },
              ...['IfNotPresent', 'Always', 'Never'].map((one) => ({ value: one, label: one })),
            ]}
          />
          {switches.map((name) => (
            <FlagField key={name} at={[...at, 'securityContext', name]} label={name} />
          ))}
          <FlagField
            at={[...at, 'securityContext', 'allowPrivilegeEscalation']}
            label="allowPrivilegeEscalation"
            isUsual
          />
          <Columns>
            <NumberField at={[...at, 'securityContext', 'runAsUser']} label="runAsUser" />
            <NumberField at={[...at, 'securityContext', 'runAsGroup']} label="runAsGroup" />
          </Columns>
          <LinesField
            at={[...at, 'securityContext', 'capabilities', 'add']}
            label="capabilitiesAdd"
            addLabel="addLine"
          />
          <LinesField
            at={[...at, 'securityContext', 'capabilities', 'drop']}
            label="capabilitiesDrop"
            addLabel="addLine"
          />
          <Kept at={[...at, 'securityContext']} shown={security} />
        </Fold>
      </Box>
      <Kept at={at} shown={isInit ? shownOfInit : shown} />
    </>
  )
}
