'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { LiveAge } from '@/app/_components/LiveAge'
import { roleCan } from '@/lib/auth/permissions'
import type { EnvView } from '@/lib/pods/container-view'
import type { Ending } from '@/lib/pods/ending'
import type { ProbeView } from '@/lib/pods/probe'
import { EndingText } from '../../EndingText'
import { Facts } from '../../Facts'
import { History } from '../../History'
import classes from '../../Pod.module.css'
import { usePod } from '../../pod-context'
import { Section } from '../../Section'
import { UsageText } from '../../UsageText'
import { SecretValue } from './SecretValue'
import { useContainer } from './use-container'

/** What runs in it, with what, and how it ended before. */
export function ContainerOverview({ name }: { name: string }) {
  const t = useTranslations('pod')
  const container = useContainer(name)
  const { volumes } = usePod().view.pod
  if (container === null) return <Text c="dimmed">{t('noContainer')}</Text>
  const { ending, probes, mounts, env, envFrom } = container
  const volumeText = (volume: string) => {
    const found = volumes.find((one) => one.name === volume)
    return found === undefined
      ? volume
      : `${volume} · ${[t(`volumeKinds.${found.kind}`), found.of].filter(Boolean).join(' ')}`
  }
  return (
    <Stack gap="lg">
      {container.message !== '' && (
        <Text size="sm" c="var(--state-stuck)" style={{ overflowWrap: 'anywhere' }}>
          {container.message}
        </Text>
      )}
      <Facts
        facts={[
          ['image', container.image],
          ['imageId', container.imageId],
          ['pullPolicy', container.pullPolicy],
          ['command', toWords(container.command)],
          ['args', toWords(container.args)],
          ['workingDir', container.workingDir],
          ['ports', container.ports.join(', ')],
          ['cpu', <UsageText key="cpu" container={container} resource="cpu" />],
          ['memory', <UsageText key="memory" container={container} resource="memory" />],
          ['restarts', container.restarts],
          ['ending', ending && <LastEnding ending={ending} />],
        ]}
      />
      <Section name="history">
        <History container={container} />
      </Section>
      <Section name="probes">
        {probes.length === 0 && <p className={classes.none}>{t('noProbes')}</p>}
        <ul className={classes.rows}>
          {probes.map((probe) => (
            <Probe key={probe.kind} probe={probe} />
          ))}
        </ul>
      </Section>
      <Section name="mounts">
        {mounts.length === 0 && <p className={classes.none}>{t('noMounts')}</p>}
        <ul className={classes.rows}>
          {mounts.map(({ path, volume, subPath, isReadOnly }) => (
            <li key={path} data-mount={path}>
              <span>{path}</span>
              <span>{t(isReadOnly ? 'readOnly' : 'readWrite')}</span>
              <span className={classes.dim}>
                {volumeText(volume)}
                {subPath !== '' && ` · ${t('subPath', { path: subPath })}`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section name="env">
        {env.length + envFrom.length === 0 && <p className={classes.none}>{t('noEnv')}</p>}
        <ul className={`${classes.rows} ${classes.env}`}>
          {envFrom.map(({ kind, name: of, prefix }) => (
            <li key={`${kind} ${of} ${prefix}`}>
              <span>{`${prefix}*`}</span>
              <span>{t(`sources.${kind}`)}</span>
              <span className={classes.dim}>{of}</span>
            </li>
          ))}
          {env.map((one) => (
            <Env key={one.name} container={name} env={one} />
          ))}
        </ul>
      </Section>
    </Stack>
  )
}

/** Arguments one by one, since a blank in one of them is no end of it. */
function toWords(words: readonly string[]) {
  if (words.length === 0) return null
  return <code style={{ whiteSpace: 'pre-wrap' }}>{words.map((word) => JSON.stringify(word)).join(' ')}</code>
}

function LastEnding({ ending }: { ending: Ending }) {
  return (
    <>
      <EndingText ending={ending} /> <LiveAge since={ending.at} />
      {ending.message !== '' && <pre className={classes.manifest}>{ending.message}</pre>}
    </>
  )
}

function Env({ container, env: { name, value, from } }: { container: string; env: EnvView }) {
  const t = useTranslations('pod')
  const isRevealable = roleCan(usePod().role, 'pod:reveal') && from?.kind === 'secret'
  return (
    <li data-env={name}>
      <span>{name}</span>
      <span>{from === null ? '' : t(`sources.${from.kind}`)}</span>
      <div>
        <span className={from === null ? undefined : classes.dim}>{from === null ? value : from.of}</span>{' '}
        {isRevealable && <SecretValue container={container} variable={name} />}
      </div>
    </li>
  )
}

function Probe({ probe }: { probe: ProbeView }) {
  const t = useTranslations('pod')
  const { kind, asks, delay, period, timeout, failures, failure } = probe
  return (
    <li data-probe={kind}>
      <span>{t(`probes.${kind}`)}</span>
      <span>{t('probeTimes', { delay, period, timeout, failures })}</span>
      <span>
        <code>{asks}</code>
        {failure === null ? (
          <span className={classes.dim}> {t('probeFine')}</span>
        ) : (
          <span className={classes.wrong}>
            {' '}
            {t('probeFailed', { count: failure.count })} <LiveAge since={failure.at} />: {failure.message}
          </span>
        )}
      </span>
    </li>
  )
}
