/**
 * Names of Kubernetes objects as types. A string becomes one only by passing the API server's own rule, so no name in
 * Ordinal can be '', '.', '..' or hold a slash, and no call can be bent to another path.
 *
 * Rules: kubernetes/apimachinery pkg/util/validation (DNS-1123 label, DNS-1123 subdomain, DNS-1035 label).
 */

declare const brand: unique symbol
type Named<Kind extends string> = string & { readonly [brand]: Kind }

/** A namespace: DNS-1123 label, at most 63 characters. */
export type NamespaceName = Named<'namespace'>
/** Any other object: DNS-1123 subdomain, at most 253 characters. */
export type ObjectName = Named<'object'>
/** A container inside a pod: DNS-1123 label. */
export type ContainerName = Named<'container'>

const dnsLabel = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/
const dnsSubdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

export function isDnsLabel(text: string): boolean {
  return dnsLabel.test(text)
}

export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && dnsSubdomain.test(text)
}

export function isNamespaceName(text: string): text is NamespaceName {
  return isDnsLabel(text)
}

export function isObjectName(text: string): text is ObjectName {
  return isDnsSubdomain(text)
}

export function isContainerName(text: string): text is ContainerName {
  return isDnsLabel(text)
}

/** A project's slug: the part of the URL that names it. Same shape as a DNS label. */
export function isSlug(text: string): boolean {
  return isDnsLabel(text)
}

/**
 * The longest usable name of a StatefulSet. The server takes 63 characters, but the label `controller-revision-hash`
 * of each pod is `<name>-<hash of up to 10>` and a label value holds 63 (kubernetes/kubernetes#64023).
 */
export const statefulSetNameMaxLength = 52
