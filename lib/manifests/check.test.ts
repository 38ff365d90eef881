import { describe, expect, it } from 'vitest'
import en from '../../messages/en.json'
import { checkManifests } from './check.ts'
import { complaints, errorsOf, parsed, rightText } from './manifest.testing.ts'
import { defaultPolicy } from './policy.ts'

const set = (name: string) => rightText.split('---\n')[1]?.replace('name: db', `name: ${name}`) ?? ''

describe('the objects of a text', () => {
  it.each([
    ['a set and its Service', rightText, []],
    ['a set alone', set('db'), []],
    [
      'a set with all that may stand beside it',
      `${rightText}---
apiVersion: v1
kind: ConfigMap
metadata: { name: db }
data: { a.conf: "x" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: shared }
spec: { accessModes: [ReadWriteMany], resources: { requests: { storage: 1Gi } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: db } } }
`,
      [],
    ],
    ['no set', rightText.split('---\n')[0] ?? '', ['manifest_no_set@']],
    ['two sets', `${set('a')}---\n${set('b')}`, ['manifest_one_set@26']],
    [
      'a Secret',
      `${rightText}---\napiVersion: v1\nkind: Secret\nmetadata: { name: a }\n`,
      ['manifest_kind@35'],
    ],
    ['a Pod', `${rightText}---\napiVersion: v1\nkind: Pod\nmetadata: { name: a }\n`, ['manifest_kind@35']],
    [
      'a kind that needs a cluster role',
      `${rightText}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: a }\n`,
      ['manifest_kind@35'],
    ],
    [
      'a set of a former version',
      rightText.replace('apps/v1', 'apps/v1beta2'),
      ['manifest_no_set@', 'manifest_kind@11'],
    ],
    [
      'a Service of another group',
      rightText.replace('apiVersion: v1', 'apiVersion: serving.knative.dev/v1'),
      ['manifest_kind@2'],
    ],
    ['one Service twice', `${rightText}---\n${rightText.split('---\n')[0]}`, ['object_twice@36']],
    [
      'a Service and a ConfigMap of one name',
      `${rightText}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: db }\n`,
      [],
    ],
    [
      'another namespace in one of them',
      rightText.replace('{ name: db }', '{ name: db, namespace: kube-system }'),
      ['manifest_namespace@3'],
    ],
    [
      'a name that only generates',
      rightText.replace('{ name: db }', '{ generateName: db- }'),
      ['required@3', 'generate_name@3'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(complaints(text)).toEqual(expected)
  })

  it('are refused by kind and name', () => {
    expect(errorsOf(`${rightText}---\napiVersion: v1\nkind: Secret\nmetadata: { name: password }\n`)).toEqual(
      [{ path: 'kind', code: 'manifest_kind', detail: 'v1 Secret password', line: 35, document: 2 }],
    )
  })
})

describe('a field that is missing', () => {
  it.each([
    ['is named', rightText.replace(/ {2}selector: \{ matchLabels.*\n/, ''), 'spec.selector: required'],
    [
      'is found where it is misspelt',
      rightText.replace('template:', 'tempalte:'),
      'spec.tempalte: unknown_field',
    ],
    [
      'is found where a letter is missing',
      rightText.replace('image:', 'imge:'),
      'spec.template.spec.containers[0].imge: unknown_field',
    ],
    [
      'is found in another case',
      rightText.replace('image:', 'Image:'),
      'spec.template.spec.containers[0].Image: unknown_field',
    ],
    [
      'is not mistaken for another',
      rightText.replace('image: busybox', 'command: [a] #'),
      'spec.template.spec.containers[0].image: required',
    ],
    [
      'with all below it is one complaint',
      rightText.replace(/ {2}template:[\s\S]*/, ''),
      'spec.template: required',
    ],
  ])('%s', (_name, text, expected) => {
    expect(errorsOf(text).map(({ path, code }) => `${path}: ${code}`)).toEqual([expected])
  })
})

describe('every complaint', () => {
  it('is in the order of the text', () => {
    const text = rightText
      .replace('busybox:1.36', '"a b"')
      .replace('replicas: 3', 'replicas: "3"')
      .replace('port: 80', 'port: 0')
    expect(complaints(text)).toEqual(['whole@7', 'number_quoted@17', 'image@31'])
  })

  it('is at most 200', () => {
    const env = Array.from({ length: 3000 }, () => '{}').join()
    expect(complaints(rightText.replace('#container', `env: [${env}]`))).toHaveLength(200)
  })

  /** Whatever stands anywhere: never thrown, always with a sentence. */
  it('has a sentence, with any value at any place', () => {
    const values = [null, true, 0, -1, 1.5, '', 'a b', [], [null], ['a'], {}, { a: 1 }, [{}], [[]]]
    const codes = new Set<string>()
    const spoil = (value: unknown, report: (spoilt: unknown) => void): void => {
      for (const other of values) report(other)
      if (typeof value !== 'object' || value === null) return
      for (const [key, child] of Object.entries(value)) {
        spoil(child, (spoilt) => {
          report(Array.isArray(value) ? value.with(Number(key), spoilt) : { ...value, [key]: spoilt })
        })
      }
    }
    for (const manifest of parsed(everything)) {
      spoil(manifest.object, (object) => {
        const spoilt = { ...manifest, object: Object(object) as Record<string, unknown> }
        for (const { code } of checkManifests([spoilt], { namespace: 'a', policy: defaultPolicy }))
          codes.add(code)
      })
    }
    expect([...codes].filter((code) => !Object.hasOwn(en.fields, code))).toEqual([])
    expect(codes.size).toBeGreaterThan(20)
  })
})

const everything = rightText
  .replace(
    '#service',
    'sessionAffinity: ClientIP\n  sessionAffinityConfig: { clientIP: { timeoutSeconds: 5 } }',
  )
  .replace('#metadata', 'labels: { a: b }\n  annotations: { a: b }')
  .replace(
    '#set',
    'updateStrategy: { rollingUpdate: { partition: 1, maxUnavailable: 1 } }\n  ordinals: { start: 1 }',
  )
  .replace(
    '#pod',
    `volumes: [{ name: a, hostPath: { path: /a } }, { name: b, configMap: { name: a, items: [{ key: a, path: a }] } }]
      tolerations: [{ key: a }]
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, labelSelector: {} }]
      securityContext: { runAsUser: 1, sysctls: [{ name: a }], seLinuxOptions: { type: a } }
      initContainers: [{ name: b, image: b, restartPolicy: Always }]`,
  )
  .replace(
    '#container',
    `ports: [{ name: a, containerPort: 1, hostPort: 1 }]
          env: [{ name: a, valueFrom: { secretKeyRef: { name: a, key: a } } }]
          envFrom: [{ configMapRef: { name: a } }]
          resources: { requests: { cpu: 1, example.com/a: 1 }, limits: { cpu: 1, example.com/a: 1 } }
          volumeMounts: [{ name: data, mountPath: /a, subPath: a }]
          livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: a }] }, periodSeconds: 1 }
          lifecycle: { preStop: { exec: { command: [a] } } }
          securityContext: { privileged: true, capabilities: { add: [A] }, procMount: a }`,
  )
