import { expect, it, vi } from 'vitest'
import { isAppError } from '../../lib/errors.ts'
import { createObject, listObjects, patchObject, tryPod } from '../../lib/kubernetes/objects.ts'
import type { NamespaceName, ObjectName } from '../../lib/names.ts'
import { setsPath, statefulSet } from './sets.ts'
import { onBothClusters, patience, type Target } from './target.ts'

/** What a namespace gives to pods, and what it does not let in. */

const pod = (container: object = {}, spec: object = {}) => ({
  metadata: { name: 'try' },
  spec: { containers: [{ name: 'main', image: 'busybox:1.36', ...container }], ...spec },
})
const asking = (requests: object, limits: object) => pod({ resources: { requests, limits } })
const securely = (context: object) => pod({ securityContext: context })

/** What the server says against a call, in its own words. */
async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    if (!isAppError(error, 'cluster_forbidden')) throw error
    return error.fields.map(({ detail }) => detail).join()
  }
}

/** A pod with something that its namespace does not let in, and what is said of it. */
type Refusal = readonly [name: string, pod: object, why: string]

async function expectRefusals(
  target: Target,
  namespace: NamespaceName,
  refusals: readonly Refusal[],
  begin = '',
): Promise<void> {
  const tried = refusals.map(async ([name, body]) => [
    name,
    await refusal(tryPod(target.ordinal, namespace, body)),
  ])
  const expected = refusals.map(([name, , why]) => [name, `pods "try" is forbidden: ${begin}${why}`])
  expect(await Promise.all(tried)).toEqual(expected)
}

function make(target: Target, namespace: NamespaceName, resource: string, spec: object): Promise<object> {
  return target.send('POST', `/api/v1/namespaces/${namespace}/${resource}`, { metadata: { name: 'a' }, spec })
}

const limits = [
  {
    type: 'Container',
    ...{ default: { memory: '64Mi' }, defaultRequest: { cpu: '100m' } },
    ...{ min: { memory: '16Mi' }, max: { memory: '128Mi' }, maxLimitRequestRatio: { memory: '4' } },
  },
  { type: 'Pod', max: { cpu: '500m' } },
  { type: 'PersistentVolumeClaim', min: { storage: '1Mi' }, max: { storage: '1Gi' } },
]

async function limited(target: Target): Promise<NamespaceName> {
  const namespace = await target.namespace()
  await make(target, namespace, 'limitranges', { limits })
  // The server hears of it by a watch of its own.
  const tried = async () => (await tryPod(target.ordinal, namespace, asking({}, { cpu: '1m' }))).value
  const memory = async () => (await tried()).spec?.containers[0]?.resources?.limits?.memory
  await vi.waitFor(async () => expect(await memory()).toBe('64Mi'), patience)
  return namespace
}

const half = { cpu: '0.5' }
const limitRefusals: readonly Refusal[] = [
  [
    'less than the least',
    asking({ memory: '8Mi' }, { ...half, memory: '16Mi' }),
    'minimum memory usage per Container is 16Mi, but request is 8Mi',
  ],
  [
    'more than the most',
    asking({ memory: '64Mi' }, { ...half, memory: '1Gi' }),
    '[maximum memory usage per Container is 128Mi, but limit is 1Gi, memory max limit to request ratio per Container is 4, but provided ratio is 16.000000]',
  ],
  [
    'a limit far above the request',
    asking({ memory: '16Mi' }, { ...half, memory: '80Mi' }),
    'memory max limit to request ratio per Container is 4, but provided ratio is 5.000000',
  ],
  ['a pod without a limit', pod(), 'maximum cpu usage per Pod is 500m.  No limit is specified'],
  ['too large a pod', asking({}, { cpu: '1' }), 'maximum cpu usage per Pod is 500m, but limit is 1'],
]

const quotaRefusals: readonly Refusal[] = [
  [
    'no amounts',
    pod(),
    'failed quota: a: must specify limits.cpu for: main; memory for: main; requests.cpu for: main',
  ],
  [
    'too much',
    asking({ cpu: '1', memory: '1Gi' }, { cpu: '3' }),
    'exceeded quota: a, requested: limits.cpu=3, used: limits.cpu=0, limited: limits.cpu=2',
  ],
]

const securityRefusals: readonly Refusal[] = [
  [
    'all rights',
    securely({ privileged: true }),
    'privileged (container "main" must not set securityContext.privileged=true)',
  ],
  [
    'capabilities',
    securely({ capabilities: { add: ['SYS_TIME', 'NET_ADMIN', 'CHOWN'] } }),
    'non-default capabilities (container "main" must not include "NET_ADMIN", "SYS_TIME" in securityContext.capabilities.add)',
  ],
  [
    'what its node has',
    pod({}, { hostNetwork: true, hostPID: true }),
    'host namespaces (hostNetwork=true, hostPID=true)',
  ],
  [
    'files and a port of its node',
    pod(
      { ports: [{ containerPort: 80, hostPort: 80 }] },
      { volumes: [{ name: 'a', hostPath: { path: '/' } }] },
    ),
    'hostPath volumes (volume "a"), hostPort (container "main" uses hostPort 80)',
  ],
  [
    'a probe of another host',
    pod({ readinessProbe: { httpGet: { host: 'example.com', port: 80 } } }),
    'probe or lifecycle host (container "main" uses probe or lifecycle host "example.com")',
  ],
  [
    'no filter of system calls',
    pod(
      { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      { securityContext: { seccompProfile: { type: 'Unconfined' } } },
    ),
    'seccompProfile (pod and container "main" must not set securityContext.seccompProfile.type to "Unconfined")',
  ],
  [
    'another label and profile',
    securely({ seLinuxOptions: { type: 'spc_t', user: 'u' }, appArmorProfile: { type: 'Unconfined' } }),
    'forbidden AppArmor profile (container "main" must not set AppArmor profile type to "Unconfined"), seLinuxOptions (container "main" set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set)',
  ],
  [
    'settings of the kernel',
    pod({}, { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }),
    'forbidden sysctls (kernel.msgmax)',
  ],
]

const baseline = {
  'pod-security.kubernetes.io/enforce': 'baseline',
  'pod-security.kubernetes.io/warn': 'baseline',
}
const privileged = { container: { securityContext: { privileged: true } } }
const complaint = 'privileged (container "main" must not set securityContext.privileged=true)'

onBothClusters((target) => {
  it('a LimitRange gives what was not asked for, and says so', async () => {
    const namespace = await limited(target)
    const [range] = await listObjects(target.ordinal, 'limitranges', namespace)
    expect(range?.spec?.limits[0]).toMatchObject({
      default: { memory: '64Mi' },
      defaultRequest: { cpu: '100m', memory: '64Mi' },
    })
    const { value } = await tryPod(target.ordinal, namespace, asking({}, { cpu: '200m' }))
    expect(value.spec?.containers[0]?.resources).toEqual({
      limits: { cpu: '200m', memory: '64Mi' },
      requests: { cpu: '200m', memory: '64Mi' },
    })
    expect(value.metadata.annotations?.['kubernetes.io/limit-ranger']).toBe(
      'LimitRanger plugin set: memory request for container main; memory limit for container main',
    )
  })

  it('a LimitRange refuses what is too small or too large', async () => {
    const namespace = await limited(target)
    await expectRefusals(target, namespace, limitRefusals)
    const resources = { requests: { storage: '2Gi' } }
    const claim = { metadata: { name: 'a' }, spec: { accessModes: ['ReadWriteOnce'], resources } }
    expect(
      await refusal(
        createObject(target.ordinal, 'persistentvolumeclaims', namespace, claim, { dryRun: true }),
      ),
    ).toBe(
      'persistentvolumeclaims "a" is forbidden: maximum storage usage per PersistentVolumeClaim is 1Gi, but request is 2Gi',
    )
  })

  it('a quota refuses pods that do not say what it counts, and those that are too much', async () => {
    const namespace = await target.namespace()
    const hard = { 'limits.cpu': '2', 'requests.cpu': '2', memory: '2Gi' }
    await make(target, namespace, 'resourcequotas', { hard })
    const quota = async () => (await listObjects(target.ordinal, 'resourcequotas', namespace))[0]
    await vi.waitFor(async () => expect((await quota())?.status?.used?.memory).toBe('0'), patience)
    // The admission plugin has a copy of its own.
    const [[, first = {}] = []] = quotaRefusals
    await vi.waitFor(
      async () => expect(await refusal(tryPod(target.ordinal, namespace, first))).toContain('must specify'),
      patience,
    )
    await expectRefusals(target, namespace, quotaRefusals)
  })

  it('Pod Security refuses pods that reach for their node', async () => {
    const namespace = await target.namespace(baseline)
    await expectRefusals(target, namespace, securityRefusals, 'violates PodSecurity "baseline:latest": ')
  })

  it('Pod Security warns of a set whose pods it will refuse, and the set says so', async () => {
    const namespace = await target.namespace(baseline)
    const warning = `would violate PodSecurity "baseline:latest": ${complaint}`
    const body = statefulSet('web', privileged)
    const { value, warnings } = await createObject(target.ordinal, 'statefulsets', namespace, body)
    expect(warnings).toEqual([warning])
    const { uid } = value.metadata
    const web = 'web' as ObjectName
    const patch = { metadata: { uid }, spec: { minReadySeconds: 1 } }
    expect((await patchObject(target.ordinal, 'statefulsets', namespace, web, patch)).warnings).toEqual([
      warning,
    ])
    const refusals = async () => {
      const events = await listObjects(target.ordinal, 'events', namespace, { fieldSelector: 'type=Warning' })
      return events.map(({ message }) => message)
    }
    const why = `pods "web-0" is forbidden: violates PodSecurity "baseline:latest": ${complaint}`
    await vi.waitFor(
      async () =>
        expect(await refusals()).toContain(`Create Pod web-0 in StatefulSet web failed error: ${why}`),
      patience,
    )
    await target.send('DELETE', setsPath(namespace, 'web'))
  })

  it('a pod that is wrong in itself is told that first', async () => {
    const namespace = await target.namespace(baseline)
    const wrong = tryPod(target.ordinal, namespace, pod({ image: '', securityContext: { privileged: true } }))
    await expect(wrong).rejects.toMatchObject({ code: 'cluster_invalid' })
  })
})
