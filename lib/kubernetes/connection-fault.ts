import { isAppError } from '../errors.ts'

/** Why Ordinal cannot talk to a cluster. `step` is how far it came; `code` is a sentence under `clusters.faults`. */
export interface ConnectionFault {
  readonly step: ConnectionStep
  readonly code: FaultCode
  /** For the sentence. Never what a program or the cluster said, which could be a secret. */
  readonly details: Readonly<Record<string, string>>
}

/** In this order. */
export const connectionSteps = ['account', 'reach', 'certificate', 'credentials'] as const
export type ConnectionStep = (typeof connectionSteps)[number]

const codes = {
  file: 'account',
  plugin_missing: 'account',
  plugin_failed: 'account',
  name: 'reach',
  refused: 'reach',
  timeout: 'reach',
  unreachable: 'reach',
  authority: 'certificate',
  expired: 'certificate',
  early: 'certificate',
  other_name: 'certificate',
  not_tls: 'certificate',
  unauthorized: 'credentials',
  not_kubernetes: 'credentials',
  failing: 'credentials',
} as const satisfies Record<string, ConnectionStep>

export type FaultCode = keyof typeof codes

/** Codes of Node (errno, OpenSSL's verification) and of undici. */
const byErrorCode: Readonly<Record<string, FaultCode | undefined>> = {
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'authority',
  UNABLE_TO_GET_ISSUER_CERT: 'authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'authority',
  CERT_SIGNATURE_FAILURE: 'authority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'early',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other_name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not_tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not_tls',
  EPROTO: 'not_tls',
}

export function faultOf(code: FaultCode, details: ConnectionFault['details'] = {}): ConnectionFault {
  return { step: codes[code], code, details }
}

/** What a call to this server failed with. */
export function toConnectionFault(error: unknown, server: URL): ConnectionFault {
  const details = { host: server.hostname, port: server.port || defaultPort(server), server: server.host }
  if (isAppError(error, 'cluster_unauthenticated')) return faultOf('unauthorized', details)
  if (isAppError(error, 'not_found')) return faultOf('not_kubernetes', details)
  const known = causesOf(error).flatMap((cause) => byErrorCode[String(cause.code)] ?? [])[0]
  if (known !== undefined) return faultOf(known, { ...details, names: namesIn(error) })
  if (isAppError(error, 'cluster_timeout')) return faultOf('timeout', details)
  return faultOf(isAppError(error, 'cluster_unreachable') ? 'unreachable' : 'failing', details)
}

/** What reading or asking for the account failed with: a file of the kubeconfig, or its program. */
export function toAccountFault(error: unknown): ConnectionFault {
  const { syscall = '', path = '' } = error as NodeJS.ErrnoException
  if (syscall.startsWith('spawn')) return faultOf('plugin_missing', { path })
  return path === '' ? faultOf('plugin_failed') : faultOf('file', { path })
}

const defaultPort = ({ protocol }: URL) => (protocol === 'https:' ? '443' : '80')

interface Cause {
  readonly code?: unknown
  readonly cause?: unknown
  /** Of a connection that was tried at several addresses. */
  readonly errors?: readonly unknown[]
  readonly cert?: { readonly subjectaltname?: string }
}

/** The error and what is behind it, outermost first. */
function causesOf(error: unknown): Cause[] {
  if (typeof error !== 'object' || error === null) return []
  const { cause, errors = [] }: Cause = error
  return [error, ...causesOf(cause), ...errors.flatMap(causesOf)]
}

/** The names that a certificate is for: `DNS:kubernetes, IP Address:10.0.0.1`. */
function namesIn(error: unknown): string {
  return causesOf(error).find(({ cert }) => cert?.subjectaltname !== undefined)?.cert?.subjectaltname ?? ''
}
