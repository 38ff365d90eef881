'use client'

import { Alert, Button, Group, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { memo, type ReactNode, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { fieldErrorText } from '@/app/_components/field-error-text'
import { lazyPart } from '@/app/_components/lazy-part'
import { StepLeft, useDraft, useDraftStore } from './draft-context'
import { Followers } from './Followers'
import classes from './FormView.module.css'
import './step-styles'
import { type Step, stepOf, steps } from './steps'

// Each step is loaded when it is first looked at; it is drawn for its own fields only.
const Pods = lazyPart(
  () => import('./steps/Pods'),
  (module) => memo(module.Pods),
)
const Volumes = lazyPart(
  () => import('./steps/Volumes'),
  (module) => memo(module.Volumes),
)
const ServiceStep = lazyPart(
  () => import('./steps/ServiceStep'),
  (module) => memo(module.ServiceStep),
)
const Labels = lazyPart(
  () => import('./steps/Labels'),
  (module) => memo(module.Labels),
)
const Nodes = lazyPart(
  () => import('./steps/Nodes'),
  (module) => memo(module.Nodes),
)

interface Props {
  /** The first step, loaded with the page. */
  readonly basics: ReactNode
  /** The last one; left out where the review stands elsewhere. `turn` leads to another step. */
  readonly review?: (turn: (step: Step) => void) => ReactNode
  readonly step: Step
  readonly onStep: (step: Step) => void
}

/** The six steps and the review, in any order; a step that is left shows what is wrong in it. */
export function FormView({ basics, review, step: wanted, onStep }: Props) {
  const t = useTranslations('create')
  const store = useDraftStore()
  const offered: readonly Step[] = review === undefined ? steps.filter((one) => one !== 'review') : steps
  const step = offered.includes(wanted) ? wanted : 'basics'
  const [left, setLeft] = useState<ReadonlySet<Step>>(new Set())
  const { complaints, parts, syntax } = useDraft((state) => state)
  const wrong = (one: Step) => complaints.filter((complaint) => stepOf(complaint, parts) === one)
  const go = (next: Step) => {
    store.flush()
    store.dismissFollowers()
    const passed = next === 'review' ? steps : [step]
    setLeft(new Set([...left, ...passed]))
    onStep(next)
  }
  const list = useRef<HTMLOListElement>(null)
  const body = useRef<HTMLElement>(null)
  const turned = useRef(false)
  const turn = (next: Step) => {
    turned.current = true
    go(next)
  }
  // Where it is narrow, the steps are wider than the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the step that is brought into view.
  useLayoutEffect(() => {
    const current = list.current?.querySelector('[aria-current]')
    if (list.current === null || current == null) return
    const gap = current.getBoundingClientRect().left - list.current.getBoundingClientRect().left
    list.current.scrollLeft += gap - 16
  }, [step])
  // The button that was pressed is far from where the step begins that it led to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the step that turns.
  useLayoutEffect(() => {
    const section = body.current
    if (!turned.current || section === null) return
    turned.current = false
    section.focus({ preventScroll: true })
    if (section.getBoundingClientRect().top < 0) section.scrollIntoView()
  }, [step])
  const index = offered.indexOf(step)
  const [previous, following] = [offered[index - 1], offered[index + 1]]
  if (syntax.length > 0 || parts.set === null) return <Unreadable />
  return (
    <div className={classes.form}>
      <ol ref={list} className={classes.steps} aria-label={t('stepsLabel')}>
        {offered.map((one, number) => {
          const count = left.has(one) ? wrong(one).length : 0
          return (
            <li key={one}>
              <button
                type="button"
                className={classes.step}
                aria-current={one === step ? 'step' : undefined}
                data-wrong={count > 0}
                onClick={() => go(one)}
              >
                <span className={classes.number}>{number + 1}</span>
                {t(`steps.${one}`)}
                {count > 0 && (
                  <span className={classes.count} title={t('wrong', { count })}>
                    {count}
                  </span>
                )}
              </button>
            </li>
          )
        })}
      </ol>
      <section ref={body} tabIndex={-1} className={classes.body} aria-label={t(`steps.${step}`)}>
        <Suspense>
          <StepLeft value={left.has(step)}>
            {step === 'basics' && basics}
            {step === 'pods' && <Pods />}
            {step === 'volumes' && <Volumes />}
            {step === 'service' && <ServiceStep />}
            {step === 'labels' && <Labels />}
            {step === 'nodes' && <Nodes />}
          </StepLeft>
          {step === 'review' && review?.(turn)}
        </Suspense>
        <Followers />
        {following !== undefined && (
          <Group justify="space-between" mt="lg">
            {previous === undefined ? (
              <span />
            ) : (
              <Button variant="default" onClick={() => turn(previous)}>
                {t('back')}
              </Button>
            )}
            <Button onClick={() => turn(following)}>{t('next')}</Button>
          </Group>
        )}
      </section>
    </div>
  )
}

/** The form cannot show a text that it cannot read, and does not touch it. */
function Unreadable() {
  const t = useTranslations()
  const syntax = useDraft((state) => state.syntax)
  const [first] = syntax
  return (
    <Alert color="yellow" title={t('create.unreadable.title')}>
      <Text size="sm">
        {first === undefined
          ? t('create.unreadable.noSet')
          : t('create.unreadable.line', { line: first.line ?? 1, text: fieldErrorText(t, first) })}
      </Text>
    </Alert>
  )
}
