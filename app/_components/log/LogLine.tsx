'use client'

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { Look, Span } from '@/lib/pods/log-ansi'
import { textOf, toSpans } from '@/lib/pods/log-ansi'
import { levelOf } from '@/lib/pods/log-level'
import { prettyJson } from './json-line'
import classes from './LogLine.module.css'

export interface LineProps {
  readonly number: number
  readonly raw: string
  /** Local time as text; null where times are not shown. */
  readonly time: string | null
  /** Which pod and container it is from; null where there is only one. */
  readonly label: string | null
  /** The colour of its ordinal, 0 to 7. */
  readonly hue: number
  readonly isWrapped: boolean
  readonly isUnfolded: boolean
  readonly isHit: boolean
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly ranges: readonly (readonly [number, number])[] | undefined
  readonly onFold: (number: number) => void
}

/** One line of a container. What it says is text, whatever it says. */
export const LogLine = memo(function LogLine(props: LineProps) {
  const { number, raw, time, label, hue, isUnfolded, onFold } = props
  const t = useTranslations('logs')
  const spans = toSpans(raw)
  const text = textOf(spans)
  const pretty = /^\s*[{[]/.test(text) ? prettyJson(text) : null
  return (
    <li
      className={classes.line}
      data-line={number}
      data-level={levelOf(text) ?? undefined}
      data-hit={props.isHit || undefined}
      data-current={props.isCurrent || undefined}
      data-selected={props.isSelected || undefined}
      data-wrapped={props.isWrapped || undefined}
    >
      {time !== null && <time className={classes.time}>{time}</time>}
      {label !== null && (
        <span className={classes.label} style={{ color: `var(--hue-${hue})` }}>
          {label}
        </span>
      )}
      {pretty !== null && (
        <button
          type="button"
          className={classes.fold}
          aria-expanded={isUnfolded}
          aria-label={t('unfold')}
          onClick={() => onFold(number)}
        >
          {isUnfolded ? <IconChevronDown size={12} /> : <IconChevronRight size={12} />}
        </button>
      )}
      <bdi className={classes.text}>
        {pretty !== null && isUnfolded ? pretty : marked(spans, props.ranges ?? [])}
      </bdi>
    </li>
  )
})

/** The spans, and in them what was looked for. */
function marked(spans: readonly Span[], ranges: readonly (readonly [number, number])[]) {
  let at = 0
  return spans.map((span, index) => {
    const from = at
    at += span.text.length
    const parts = cut(span.text, from, ranges)
    const content = parts.map((part) => (part.isMet ? <mark key={part.at}>{part.text}</mark> : part.text))
    const isPlain = Object.keys(span.look).length === 0
    // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never change.
    if (isPlain) return <span key={index}>{content}</span>
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the spans of a line never change.
      <span key={index} {...styleOf(span.look)}>
        {content}
      </span>
    )
  })
}

function cut(text: string, from: number, ranges: readonly (readonly [number, number])[]) {
  const parts: { at: number; text: string; isMet: boolean }[] = []
  let done = 0
  const add = (end: number, isMet: boolean) => {
    if (end > done) parts.push({ at: done, text: text.slice(done, end), isMet })
    done = Math.max(done, end)
  }
  for (const [begin, end] of ranges) {
    if (end <= from || begin >= from + text.length) continue
    add(Math.max(0, begin - from), false)
    add(Math.min(text.length, end - from), true)
  }
  add(text.length, false)
  return parts
}

function styleOf({ fg, bg, ...look }: Look) {
  return {
    className: classes.span,
    'data-own-fg': typeof fg === 'string' || undefined,
    'data-bold': look.isBold || undefined,
    'data-faint': look.isFaint || undefined,
    'data-italic': look.isItalic || undefined,
    'data-underlined': look.isUnderlined || undefined,
    'data-struck': look.isStruck || undefined,
    'data-inverse': look.isInverse || undefined,
    style: {
      // The bright half is as dark as the other one: on a light ground it could not be read.
      ...(typeof fg === 'number' ? { color: `var(--ansi-${fg % 8})` } : {}),
      ...(typeof fg === 'string' ? { '--own-fg': fg } : {}),
      ...(bg === undefined ? {} : { backgroundColor: groundOf(bg) }),
    },
  }
}

/** As a tint, so that any text on it can be read. */
function groundOf(color: number | string): string {
  const own = typeof color === 'number' ? `var(--ansi-${color % 8})` : color
  return `color-mix(in srgb, ${own} 24%, transparent)`
}
