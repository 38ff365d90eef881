'use client'

import { LossConsent } from './LossConsent'
import { QuorumConsent } from './QuorumConsent'
import type { Consent } from './use-consent'

/** All that must be agreed to. */
export function Consents({ consent }: { consent: Consent }) {
  const { lost, quorums, mayLose, accepts, onAccept } = consent
  return (
    <>
      {quorums.length > 0 && (
        <QuorumConsent
          quorums={quorums}
          isAccepted={accepts.quorums}
          onAccept={(isOn) => onAccept('quorums', isOn)}
        />
      )}
      {lost.length > 0 && (
        <LossConsent
          claims={lost}
          isAllowed={mayLose}
          isAccepted={accepts.lost}
          onAccept={(isOn) => onAccept('lost', isOn)}
        />
      )}
    </>
  )
}
