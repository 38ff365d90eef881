'use client'

import { Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { ContainerTable } from './ContainerTable'
import { Facts } from './Facts'
import { History } from './History'
import classes from './Pod.module.css'
import { usePod } from './pod-context'
import { Section } from './Section'

/** Containers first, as what is wrong is mostly in one of them; then what holds for the pod. */
export function PodOverview() {
  const t = useTranslations('pod')
  const { pod } = usePod().view
  return (
    <Stack gap="lg">
      <Section name="containers">
        <ContainerTable />
      </Section>
      <Histories />
      <Section name="conditions">
        <Conditions />
      </Section>
      <Section name="volumes">
        <Volumes />
      </Section>
      <Section name="facts">
        <Facts
          facts={[
            ['phase', [pod.phase, pod.reason].filter(Boolean).join(' · ')],
            ['owner', pod.owner === null ? '' : `${pod.owner.kind} ${pod.owner.name}`],
            ['revision', pod.revision],
            ['node', pod.node],
            ['ips', pod.ips.join(', ')],
            ['qos', pod.qos],
            ['serviceAccount', pod.serviceAccount],
            ['priorityClass', pod.priorityClass],
            ['gracePeriod', t('seconds', { count: pod.gracePeriod })],
            ['created', <LiveAge key="created" since={pod.createdAt} />],
            ['ends', pod.endsAt],
          ]}
        />
      </Section>
    </Stack>
  )
}

/** Of the containers that did not run in one go. */
function Histories() {
  const { containers } = usePod().view.pod
  const restarted = containers.filter(({ restarts }) => restarts > 0)
  if (restarted.length === 0) return null
  return (
    <Section name="history">
      {restarted.map((container) => (
        <section key={container.name} aria-label={container.name}>
          {restarted.length > 1 && <h3 className={classes.container}>{container.name}</h3>}
          <History container={container} />
        </section>
      ))}
    </Section>
  )
}

/** What the cluster says to be true of the pod, what is not first. */
function Conditions() {
  const t = useTranslations('pod')
  const { conditions } = usePod().view.pod
  if (conditions.length === 0) return <p className={classes.none}>{t('noConditions')}</p>
  return (
    <ul className={classes.rows}>
      {[...conditions]
        .sort((a, b) => Number(a.isTrue) - Number(b.isTrue))
        .map(({ type, isTrue, reason, message, since }) => (
          <li key={type} data-condition={type} data-true={isTrue}>
            <span>{type}</span>
            <span className={isTrue ? undefined : classes.wrong}>{t(isTrue ? 'true' : 'false')}</span>
            <span className={classes.dim}>
              {[reason, message].filter(Boolean).join(': ')} {since !== '' && <LiveAge since={since} />}
            </span>
          </li>
        ))}
    </ul>
  )
}

/** Each volume with what it is of, and where containers see it. */
function Volumes() {
  const t = useTranslations('pod')
  const { volumes, containers } = usePod().view.pod
  const mountsOf = (volume: string) =>
    containers.flatMap(({ name, mounts }) =>
      mounts
        .filter((mount) => mount.volume === volume)
        .map(({ path, isReadOnly }) =>
          t(isReadOnly ? 'mountedReadOnly' : 'mounted', { container: name, path }),
        ),
    )
  if (volumes.length === 0) return <p className={classes.none}>{t('noVolumes')}</p>
  return (
    <ul className={classes.rows}>
      {volumes.map(({ name, kind, of }) => (
        <li key={name} data-volume={name}>
          <span>{name}</span>
          <span>{[t(`volumeKinds.${kind}`), of].filter(Boolean).join(' ')}</span>
          <span className={classes.dim}>{mountsOf(name).join(', ') || t('notMounted')}</span>
        </li>
      ))}
    </ul>
  )
}
