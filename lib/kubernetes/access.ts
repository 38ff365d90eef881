import 'server-only'
import type { NamespaceName, ObjectName } from '../names.ts'
import type { Cluster } from './cluster.ts'
import { accessReviewPath } from './path.ts'
import { request } from './request.ts'

/** What is asked for, in the words of RBAC; in all namespaces and of all names where none is given. */
export interface Access {
  readonly verb: string
  readonly group?: string
  readonly resource: string
  readonly subresource?: string
  readonly namespace?: NamespaceName
  readonly name?: ObjectName
}

/** Whether the cluster lets Ordinal's own account do this (SelfSubjectAccessReview). */
export async function isAllowed(cluster: Cluster, access: Access): Promise<boolean> {
  const { value } = await request<{ status?: { allowed?: boolean } }>(cluster, {
    method: 'POST',
    path: accessReviewPath(),
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: access },
    },
  })
  return value.status?.allowed === true
}
