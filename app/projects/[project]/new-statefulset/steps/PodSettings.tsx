'use client'

import { useTranslations } from 'next-intl'
import { putStrategy, strategyLens } from '@/lib/manifests/put-strategy'
import { isFields, isLeftOut } from '@/lib/manifests/read'
import { useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { Fold } from '../fields/Fold'
import { ChoiceField, NumberField, TextField } from '../fields/fields'
import { HolderError } from '../fields/HolderError'
import { ItemList } from '../fields/ItemList'
import { Kept } from '../fields/Kept'
import { useNames } from '../use-preflight'
import { SpreadField } from './SpreadField'

const spec: At = ['set', 'spec']
const pod: At = [...spec, 'template', 'spec']
const rolling: At = [...spec, 'updateStrategy', 'rollingUpdate']

/** How pods are replaced, how they end, as whom they run, where they may stand. */
export function PodSettings() {
  const t = useTranslations('create')
  const strategy = useManifestValue([...spec, 'updateStrategy', 'type'])
  const accounts = useNames('serviceAccounts')
  const secrets = useNames('secrets')
  const store = useDraftStore()
  const hasRolling = useManifestValue(rolling, (value) => !isLeftOut(value)) === true
  const choice = (value: 'RollingUpdate' | 'OnDelete' | 'OrderedReady' | 'Parallel') => ({
    value,
    label: t(`choices.${value}`),
  })
  return (
    <div>
      <Fold
        title={t('folds.updates')}
        covers={[
          [...spec, 'updateStrategy'],
          [...spec, 'podManagementPolicy'],
          [...spec, 'minReadySeconds'],
        ]}
      >
        <Columns>
          <ChoiceField
            at={[...spec, 'updateStrategy', 'type']}
            label="updateStrategy"
            lens={strategyLens}
            choices={[choice('RollingUpdate'), choice('OnDelete')]}
            write={(to) => store.edit('set', (text, manifest) => putStrategy(text, manifest, to))}
          />
          {(strategy !== 'OnDelete' || hasRolling) && (
            <>
              <NumberField at={[...rolling, 'partition']} label="partition" placeholder="0" />
              <NumberField at={[...rolling, 'maxUnavailable']} label="maxUnavailable" placeholder="1" />
            </>
          )}
        </Columns>
        <HolderError at={[rolling]} />
        <Columns>
          <ChoiceField
            at={[...spec, 'podManagementPolicy']}
            label="podManagementPolicy"
            usual="OrderedReady"
            choices={[choice('OrderedReady'), choice('Parallel')]}
          />
          <NumberField at={[...spec, 'minReadySeconds']} label="minReadySeconds" placeholder="0" />
          <NumberField
            at={[...pod, 'terminationGracePeriodSeconds']}
            label="terminationGracePeriodSeconds"
            placeholder="30"
          />
        </Columns>
      </Fold>
      <Fold
        title={t('folds.scheduling')}
        covers={[
          [...pod, 'affinity'],
          [...pod, 'topologySpreadConstraints'],
          [...pod, 'tolerations'],
        ]}
      >
        <SpreadField />
        <ItemList
          at={[...pod, 'tolerations']}
          label="tolerations"
          addLabel="addToleration"
          isFlat
          make={() => ({ key: '', operator: 'Exists' })}
          titleOf={(item, index) => nameIn(item, 'key', index)}
        >
          {(one) => (
            <Columns>
              <TextField at={[...one, 'key']} label="tolerationKey" isMono />
              <ChoiceField
                at={[...one, 'operator']}
                label="tolerationOperator"
                usual="Equal"
                choices={['Exists', 'Equal'].map((value) => ({ value, label: value }))}
              />
              <TextField at={[...one, 'value']} label="tolerationValue" />
              <ChoiceField
                at={[...one, 'effect']}
                label="tolerationEffect"
                choices={['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute'].map((value) => ({
                  value,
                  label: value === '' ? t('any') : value,
                }))}
              />
            </Columns>
          )}
        </ItemList>
      </Fold>
      <Fold
        title={t('folds.identity')}
        covers={[
          [...pod, 'serviceAccountName'],
          [...pod, 'imagePullSecrets'],
          [...pod, 'securityContext'],
        ]}
      >
        <Columns>
          <TextField
            at={[...pod, 'serviceAccountName']}
            label="serviceAccountName"
            suggestions={accounts}
            placeholder="default"
          />
          <NumberField at={[...pod, 'securityContext', 'runAsUser']} label="runAsUser" />
          <NumberField at={[...pod, 'securityContext', 'fsGroup']} label="fsGroup" />
        </Columns>
        <ItemList
          at={[...pod, 'imagePullSecrets']}
          label="imagePullSecrets"
          addLabel="addPullSecret"
          isFlat
          make={() => ({ name: '' })}
          titleOf={(item, index) => nameIn(item, 'name', index)}
        >
          {(one) => <TextField at={[...one, 'name']} label="sourceName" suggestions={secrets} isRequired />}
        </ItemList>
        <Kept at={[...pod, 'securityContext']} shown={['runAsUser', 'fsGroup']} />
      </Fold>
      <Kept at={spec} shown={shownOfSet} />
      <Kept at={pod} shown={shownOfPod} />
    </div>
  )
}

/** What is shown here or at another step, of the set and of its pods. */
const shownOfSet = [
  ...['replicas', 'selector', 'template', 'serviceName', 'volumeClaimTemplates', 'updateStrategy'],
  ...['podManagementPolicy', 'minReadySeconds', 'persistentVolumeClaimRetentionPolicy'],
]
const shownOfPod = [
  ...['containers', 'initContainers', 'volumes', 'nodeSelector', 'affinity', 'topologySpreadConstraints'],
  ...['tolerations', 'serviceAccountName', 'imagePullSecrets', 'terminationGracePeriodSeconds'],
  'securityContext',
]

function nameIn(item: unknown, key: string, index: number): string {
  return String((isFields(item) ? item[key] : undefined) || index + 1)
}
