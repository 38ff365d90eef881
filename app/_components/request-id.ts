/** Names one wish of a person, so that asking twice does it once. Also where `crypto.randomUUID` is not: without TLS. */
export function newRequestId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
