'use client'

import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useContext } from 'react'
import { deleteIn, setIn } from '@/lib/manifests/edit'
import { addService, removeObject, renameService } from '@/lib/manifests/relate'
import type { Role } from '@/lib/manifests/roles'
import { Existing, useDraft, useDraftStore, useManifestValue } from '../draft-context'
import type { At } from '../field-at'
import { Columns } from '../fields/Columns'
import { FlagField } from '../fields/FlagField'
import { ChoiceField, NumberField, TextField } from '../fields/fields'
import { Kept } from '../fields/Kept'
import { useFact } from '../use-preflight'
import { ServicePorts } from './Ports'

/** `clusterIP` is what makes it headless or not, and the selector follows the labels. */
const shown = ['clusterIP', 'selector', 'ports', 'sessionAffinity', 'sessionAffinityConfig']

/** 服务设置: the headless Service that gives the pods their names, and an ordinary one beside it. */
export function ServiceStep() {
  const t = useTranslations('create.service')
  const store = useDraftStore()
  const hasService = useDraft(({ parts }) => parts.service !== null)
  const hasAccess = useDraft(({ parts }) => parts.access !== null)
  const isExisting = useContext(Existing)
  const add = (kind: 'headless' | 'ordinary') => {
    store.flush()
    store.relate((text, manifests) => addService(text, manifests, kind))
  }
  if (isExisting) {
    return (
      <Stack>
        <Title order={3}>{t('headless')}</Title>
        <ExistingName />
        <Text size="sm" c="dimmed">
          {t('elsewhere')}
        </Text>
      </Stack>
    )
  }
  return (
    <Stack>
      <Title order={3}>{t('headless')}</Title>
      <Text size="sm" c="dimmed">
        {t('headlessText')}
      </Text>
      {hasService ? (
        <HeadlessFields />
      ) : (
        <>
          <ExistingName />
          <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => add('headless')}>
            {t('addHeadless')}
          </Button>
        </>
      )}
      <Title order={3} mt="md">
        {t('access')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('accessText')}
      </Text>
      {hasAccess ? (
        <AccessFields />
      ) : (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => add('ordinary')}>
          {t('addAccess')}
        </Button>
      )}
    </Stack>
  )
}

function HeadlessFields() {
  const store = useDraftStore()
  return (
    <>
      <Columns>
        <TextField
          at={['service', 'metadata', 'name']}
          label="serviceName"
          isRequired
          write={(to, name) => store.relate((text, manifests) => renameService(text, manifests, to), name)}
        />
      </Columns>
      <ServicePorts at={['service', 'spec', 'ports']} />
      <FlagField at={['service', 'spec', 'publishNotReadyAddresses']} label="publishNotReadyAddresses" />
      <Affinity of="service" />
      <Kept at={['service', 'spec']} shown={[...shown, 'publishNotReadyAddresses']} />
      <RemoveService of="service" />
    </>
  )
}

/** A Service that the cluster has, by its name. */
function ExistingName() {
  const t = useTranslations('create.service')
  const services = useFact('services') ?? []
  const name = useManifestValue(['set', 'spec', 'serviceName'])
  const found = services.find((service) => service.name === name)
  return (
    <>
      <Columns>
        <TextField
          at={['set', 'spec', 'serviceName']}
          label="existingService"
          suggestions={services.filter(({ isHeadless }) => isHeadless).map((service) => service.name)}
        />
      </Columns>
      {found !== undefined && !found.isHeadless && (
        <Text size="sm" c="var(--state-held)">
          {t('notHeadless', { name: found.name })}
        </Text>
      )}
    </>
  )
}

function AccessFields() {
  const types = ['ClusterIP', 'NodePort', 'LoadBalancer']
  return (
    <>
      <Columns>
        <TextField at={['access', 'metadata', 'name']} label="serviceName" isRequired />
        <ChoiceField
          at={['access', 'spec', 'type']}
          label="serviceType"
          usual="ClusterIP"
          choices={types.map((value) => ({ value, label: value }))}
        />
      </Columns>
      <ServicePorts at={['access', 'spec', 'ports']} />
      <Affinity of="access" />
      <Kept at={['access', 'spec']} shown={[...shown, 'type']} />
      <RemoveService of="access" />
    </>
  )
}

/** 会话亲和性: kept for both, explained where it has no effect. */
function Affinity({ of: role }: { of: 'service' | 'access' }) {
  const t = useTranslations('create.choices')
  const spec: At = [role, 'spec']
  const store = useDraftStore()
  const affinity = useManifestValue([...spec, 'sessionAffinity'])
  // Without it there is nothing that its time could be of.
  const write = (value: string) => {
    store.editAt(spec, (text, document, path) => {
      const chosen = setIn(text, document, [...path, 'sessionAffinity'], value)
      if (value === 'ClientIP') return chosen
      return deleteIn(chosen, document, [...path, 'sessionAffinityConfig'], path.length)
    })
  }
  return (
    <Columns>
      <ChoiceField
        at={[...spec, 'sessionAffinity']}
        label={role === 'service' ? 'headlessAffinity' : 'sessionAffinity'}
        usual="None"
        choices={[
          { value: 'None', label: t('none') },
          { value: 'ClientIP', label: t('ClientIP') },
        ]}
        write={write}
      />
      {affinity === 'ClientIP' && (
        <NumberField
          at={[...spec, 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds']}
          label="affinityTimeout"
          placeholder="10800"
        />
      )}
    </Columns>
  )
}

function RemoveService({ of: role }: { of: Role }) {
  const t = useTranslations('create.service')
  const store = useDraftStore()
  const remove = () => {
    store.flush()
    store.edit(role, removeObject)
  }
  return (
    <Group>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={remove}>
        {t('remove')}
      </Button>
    </Group>
  )
}
