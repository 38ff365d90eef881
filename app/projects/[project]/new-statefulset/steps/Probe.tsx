'use client'

import { useTranslations } from 'next-intl'
import { useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { ChoiceField, NumberField, TextField } from '../fields/fields'
import { Kept } from '../fields/Kept'
import { KindField, type Kinds, useKind } from '../fields/KindField'
import { LinesField } from '../fields/LinesField'
import type { FieldLabel } from '../fields/labels'

const probes: Kinds = {
  httpGet: () => ({ path: '/', port: '' }),
  tcpSocket: () => ({ port: '' }),
  exec: () => ({ command: [''] }),
  grpc: () => ({ port: '' }),
}
const hooks: Kinds = {
  exec: () => ({ command: [''] }),
  httpGet: () => ({ path: '/', port: '' }),
  sleep: () => ({ seconds: 5 }),
}

/** Of a handler, whatever its kind. */
const shownOfHandler = ['command', 'seconds', 'scheme', 'path', 'port', 'service']

const timings = [
  ['initialDelaySeconds', 'initialDelay', '0'],
  ['periodSeconds', 'period', '10'],
  ['timeoutSeconds', 'timeout', '1'],
  ['failureThreshold', 'failures', '3'],
] as const

const shown = [...Object.keys(probes), ...timings.map(([field]) => field), 'successThreshold']

export function Probe({ at, label }: { at: At; label: FieldLabel }) {
  const hasOne = useManifestValue(at) !== undefined
  return (
    <div>
      <KindField at={at} label={label} kinds={probes} isOptional />
      <Handler at={at} kinds={probes} />
      {hasOne && (
        <Columns>
          {timings.map(([field, name, usual]) => (
            <NumberField key={field} at={[...at, field]} label={name} placeholder={usual} />
          ))}
          {at.at(-1) === 'readinessProbe' && (
            <NumberField at={[...at, 'successThreshold']} label="successes" placeholder="1" />
          )}
        </Columns>
      )}
      <Kept at={at} shown={shown} />
    </div>
  )
}

export function Hook({ at, label }: { at: At; label: FieldLabel }) {
  return (
    <div>
      <KindField at={at} label={label} kinds={hooks} isOptional />
      <Handler at={at} kinds={hooks} />
      <Kept at={at} shown={Object.keys(hooks)} />
    </div>
  )
}

function Handler({ at, kinds }: { at: At; kinds: Kinds }) {
  const t = useTranslations('create.kinds')
  const kind = useKind(at, kinds)
  if (kind === null) return null
  const one: At = [...at, kind]
  if (kind === 'exec') return <LinesField at={[...one, 'command']} label="probeCommand" addLabel="addLine" />
  if (kind === 'sleep') return <NumberField at={[...one, 'seconds']} label="seconds" isRequired />
  return (
    <>
      <Columns>
        {kind === 'httpGet' && (
          <>
            <ChoiceField
              at={[...one, 'scheme']}
              label="scheme"
              usual="HTTP"
              choices={['HTTP', 'HTTPS'].map((value) => ({ value, label: value }))}
            />
            <TextField at={[...one, 'path']} label="httpPath" isMono />
          </>
        )}
        <NumberField at={[...one, 'port']} label="probePort" isRequired />
        {kind === 'grpc' && (
          <TextField at={[...one, 'service']} label="grpcService" placeholder={t('none')} />
        )}
      </Columns>
      <Kept at={one} shown={shownOfHandler} />
    </>
  )
}
