import { Text, Title } from '@mantine/core'
import { getTranslations } from 'next-intl/server'
import { isSandbox } from '@/lib/clusters/sandbox'
import classes from './Clusters.module.css'

const commands = {
  environment: 'KUBECONFIG=/etc/ordinal/kubeconfig npm start',
  pod: [
    'kubectl apply -f deploy/clusterrole.yaml',
    'kubectl create clusterrolebinding ordinal --clusterrole=ordinal --serviceaccount=NAMESPACE:ACCOUNT',
  ].join('\n'),
  doctor: 'npm run doctor',
}

/** What whoever runs Ordinal sets. Nothing of it is taken from the browser: a kubeconfig may name programs to run. */
export async function ConnectHelp() {
  const t = await getTranslations('clusters.connect')
  return (
    <section className={classes.help} aria-label={t('title')}>
      <Title order={2} fz={16}>
        {t('title')}
      </Title>
      <Text size="sm">{t('text')}</Text>
      <ol>
        <li>
          {t('environment')}
          <pre>{commands.environment}</pre>
        </li>
        <li>{t('home')}</li>
        <li>
          {t('pod')}
          <pre>{commands.pod}</pre>
        </li>
      </ol>
      <Text size="sm">{t('exec')}</Text>
      {isSandbox() && <Text size="sm">{t('restart')}</Text>}
      <Text size="sm">{t('doctor')}</Text>
      <pre>{commands.doctor}</pre>
    </section>
  )
}
