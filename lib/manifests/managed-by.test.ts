import { describe, expect, it } from 'vitest'
import { managersOf } from './managed-by.ts'

describe('who else manages a set', () => {
  it.each([
    ['nobody', {}, []],
    ['a label of another tool', { labels: { 'app.kubernetes.io/managed-by': 'pulumi' } }, []],
    [
      'an operator',
      { ownerReferences: [{ kind: 'Kafka', name: 'events', controller: true }] },
      [{ by: 'operator', name: 'Kafka/events' }],
    ],
    ['an owner that is no controller', { ownerReferences: [{ kind: 'ConfigMap', name: 'a' }] }, []],
    [
      'Helm',
      {
        labels: { 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'shop-db' },
      },
      [{ by: 'helm', name: 'shop-db' }],
    ],
    [
      'Helm by its template',
      { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'shop' } },
      [{ by: 'helm', name: 'shop' }],
    ],
    [
      'Argo CD by annotation',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/StatefulSet:team-a/db' } },
      [{ by: 'argocd', name: 'shop' }],
    ],
    [
      'Argo CD by label',
      { labels: { 'argocd.argoproj.io/instance': 'shop' } },
      [{ by: 'argocd', name: 'shop' }],
    ],
    [
      'Argo CD as a writer',
      { managedFields: [{ manager: 'argocd-controller' }] },
      [{ by: 'argocd', name: '' }],
    ],
    [
      'a Kustomization of Flux',
      {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'apps',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
      [{ by: 'flux', name: 'flux-system/apps' }],
    ],
    [
      'a HelmRelease of Flux',
      {
        labels: { 'helm.toolkit.fluxcd.io/name': 'db', 'app.kubernetes.io/managed-by': 'Helm' },
        annotations: { 'meta.helm.sh/release-name': 'db' },
      },
      [
        { by: 'helm', name: 'db' },
        { by: 'flux', name: 'db' },
      ],
    ],
    ['what is no object', { labels: 7, ownerReferences: 'x', managedFields: [null] }, []],
  ])('%s', (_, metadata, expected) => {
    expect(managersOf({ metadata })).toEqual(expected)
  })
})
