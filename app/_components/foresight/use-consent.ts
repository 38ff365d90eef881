'use client'

import { useState } from 'react'
import type { ClaimFate } from '@/lib/statefulsets/replicas/foresight'
import type { Losing } from '@/lib/statefulsets/schema'
import type { Shrinking } from './use-facts'

export interface LostClaim extends Pick<ClaimFate, 'uid' | 'name' | 'bytes'> {
  /** Where claims of several projects stand beside each other. */
  readonly project?: string
}

/** What must be agreed to before it is done. */
export interface Risks {
  readonly lost: readonly LostClaim[]
  /** Sentences of majorities that would be lost. */
  readonly quorums: readonly string[]
  /** Whether this person may delete the claims. */
  readonly mayLose: boolean
}

export interface Consent extends Risks {
  readonly isGiven: boolean
  readonly accepts: { readonly lost: boolean; readonly quorums: boolean }
  readonly onAccept: (what: 'lost' | 'quorums', isOn: boolean) => void
  readonly withdraw: () => void
}

const none = { lost: '', quorums: '' }

/** What was agreed to is exactly this: where another claim goes, or another majority, it is asked anew. */
export function useConsent(risks: Risks): Consent {
  const { lost, quorums, mayLose } = risks
  const [agreed, setAgreed] = useState(none)
  const asked = { lost: lost.map(({ uid }) => uid).join(), quorums: quorums.join() }
  const accepts = {
    lost: asked.lost !== '' && agreed.lost === asked.lost,
    quorums: asked.quorums !== '' && agreed.quorums === asked.quorums,
  }
  return {
    ...risks,
    accepts,
    isGiven: (lost.length === 0 || (mayLose && accepts.lost)) && (quorums.length === 0 || accepts.quorums),
    onAccept: (what, isOn) => setAgreed((all) => ({ ...all, [what]: isOn ? asked[what] : '' })),
    withdraw: () => setAgreed(none),
  }
}

/** The claims that are deleted with pods that leave. */
export function lostClaims(shrinking: Shrinking | null): readonly ClaimFate[] {
  const claims = shrinking?.down.leaving.flatMap((one) => one.claims) ?? []
  return claims.filter(({ fate }) => fate === 'deleted')
}

/** As they are sent to be deleted. */
export function losingOf(claims: readonly LostClaim[]): Losing {
  return claims.map(({ name, uid }) => ({ name, uid }))
}
