'use client'

import { ActionIcon } from '@mantine/core'
import {
  IconArrowsDiagonal,
  IconChevronDown,
  IconChevronUp,
  IconFolder,
  IconPlus,
  IconSearch,
  IconX,
} from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, Suspense, useState } from 'react'
import { LazyMenu } from '@/app/_components/LazyMenu'
import { lazyPart } from '@/app/_components/lazy-part'
import { routes } from '@/lib/routes'
import classes from './Dock.module.css'
import { StateMark } from './StateMark'
import { TerminalPane } from './TerminalPane'
import type { TerminalStore, TerminalsView, TerminalTab } from './terminal-store'

const DebugDialog = lazyPart(
  () => import('./DebugDialog'),
  (module) => module.DebugDialog,
)
const FilesDialog = lazyPart(
  () => import('./FilesDialog'),
  (module) => module.FilesDialog,
)
const ShellItems = lazyPart(
  () => import('./ShellItems'),
  (module) => module.ShellItems,
)

interface Props {
  readonly slug: string
  readonly store: TerminalStore
  readonly view: TerminalsView
  readonly isOnPage: boolean
}

/** The terminals as tabs, with what can be done to the one that is seen. */
export function Panel({ slug, store, view, isOnPage }: Props) {
  const t = useTranslations('terminal')
  const router = useRouter()
  const [isFinding, setFinding] = useState(false)
  const [dialog, setDialog] = useState<'debug' | 'files' | null>(null)
  const active = view.tabs.find(({ key }) => key === view.active)
  const isFolded = view.isFolded && !isOnPage
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <div role="tablist" aria-label={t('dock')} className={classes.tabs}>
          {view.tabs.map((tab) => (
            <Tab key={tab.key} tab={tab} store={store} view={view} />
          ))}
        </div>
        {active !== undefined && (
          <div className={classes.tools}>
            <LazyMenu
              className={classes.tool}
              aria-label={t('new')}
              title={t('new')}
              menu={(shell) => (
                <ShellItems
                  shell={shell}
                  onPick={(choice) => store.open({ ...active.link.target, uid: null, shell: choice })}
                  onDebug={() => setDialog('debug')}
                />
              )}
            >
              <IconPlus size={16} aria-hidden />
            </LazyMenu>
            <Tool label={t('files.open')} icon={IconFolder} onClick={() => setDialog('files')} />
            <Tool label={t('find')} icon={IconSearch} onClick={() => setFinding(!isFinding)} />
            {!isOnPage && (
              <Tool
                label={t('page')}
                icon={IconArrowsDiagonal}
                onClick={() => {
                  const { pod, container } = active.link.target
                  router.push(routes.containerTerminal(slug, pod, container))
                }}
              />
            )}
            {!isOnPage && (
              <Tool
                label={t(isFolded ? 'unfold' : 'fold')}
                icon={isFolded ? IconChevronUp : IconChevronDown}
                onClick={() => store.fold(!isFolded)}
              />
            )}
            <Tool
              label={t('close', { name: `${active.link.target.pod} ${active.link.target.container}` })}
              icon={IconX}
              onClick={() => store.close(active.key)}
            />
          </div>
        )}
      </div>
      {view.tabs.map((tab) => (
        <TerminalPane
          key={tab.key}
          tab={tab}
          view={tab.link.view}
          isShown={tab.key === view.active && !isFolded}
          takesFocus={isOnPage || view.asked === tab.key}
          isFinding={isFinding}
          onFind={setFinding}
          onDebug={() => setDialog('debug')}
        />
      ))}
      {active !== undefined && dialog === 'files' && (
        <Suspense>
          <FilesDialog slug={slug} target={active.link.target} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      {active !== undefined && dialog === 'debug' && (
        <Suspense>
          <DebugDialog
            slug={slug}
            target={active.link.target}
            onClose={() => setDialog(null)}
            onOpen={(container, uid) => {
              setDialog(null)
              store.openOnce({ pod: active.link.target.pod, uid, container, shell: 'auto' })
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function Tool(props: { label: string; icon: typeof IconX; onClick: () => void }) {
  const Icon = props.icon
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      c="dimmed"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <Icon size={16} aria-hidden />
    </ActionIcon>
  )
}

/** Arrows go to its neighbours, Delete closes it. */
function Tab({ tab, store, view }: { tab: TerminalTab; store: TerminalStore; view: TerminalsView }) {
  const { pod, container } = tab.link.target
  const isActive = tab.key === view.active
  const twins = view.tabs.filter(
    ({ link: { target } }) => target.pod === pod && target.container === container,
  )
  const number = twins.indexOf(tab) + 1
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Delete') return store.close(tab.key)
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const { tabs } = view
    const next = by === undefined ? undefined : tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]
    if (next === undefined) return
    store.activate(next.key)
    document.getElementById(`${next.key}-tab`)?.focus()
  }
  return (
    <button
      type="button"
      role="tab"
      id={`${tab.key}-tab`}
      className={classes.tab}
      aria-selected={isActive}
      aria-controls={`${tab.key}-panel`}
      tabIndex={isActive ? 0 : -1}
      onClick={() => store.activate(tab.key)}
      onKeyDown={press}
    >
      <StateMark state={tab.link.view.state.kind} />
      <span>{pod}</span>
      <span className={classes.container}>{container}</span>
      {number > 1 && <span className={classes.number}>{number}</span>}
    </button>
  )
}
