'use client'

import { Button } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { FieldError } from '@/lib/errors'
import { importVerdict } from '@/lib/manifests/import-verdict'
import type { Manifest } from '@/lib/manifests/parse'
import classes from './Start.module.css'

interface Props {
  readonly manifests: readonly Manifest[]
  /** What keeps the text from being taken. */
  readonly bars: readonly FieldError[]
  /** What is in the cluster already, as `<kind>/<name>`; null while that is not known. */
  readonly standing: readonly string[] | null
  readonly onLeaveOut: (objects: readonly Manifest[]) => void
}

const words = {
  open: 'found',
  new: 'becomes',
  taken: 'taken',
  exists: 'exists',
  leavable: 'refused',
  refused: 'refused',
} as const

/** What each object of a text will become. */
export function Found({ manifests, bars, standing, onLeaveOut }: Props) {
  const t = useTranslations('create.import')
  const rows = manifests.map((manifest) => ({
    manifest,
    verdict: importVerdict(manifest, manifests, bars, standing),
  }))
  const others = rows.filter(({ verdict }) => verdict === 'leavable').map(({ manifest }) => manifest)
  return (
    <>
      <ul className={classes.found} data-found={manifests.length}>
        {rows.map(({ manifest, verdict }) => {
          const { kind, name, line } = manifest
          return (
            <li key={`${kind}/${name}/${line}`} data-verdict={verdict}>
              <span>{t(words[verdict], { kind, name, line })}</span>
              {(verdict === 'leavable' || verdict === 'exists') && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t('leaveOutOne', { kind, name })}
                  onClick={() => onLeaveOut([manifest])}
                >
                  {t('leaveOut')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {others.length > 1 && (
        <Button
          size="xs"
          variant="default"
          style={{ justifySelf: 'start' }}
          onClick={() => onLeaveOut(others)}
        >
          {t('leaveOutAll', { count: others.length })}
        </Button>
      )}
    </>
  )
}
