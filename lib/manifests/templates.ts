/** Every template runs on this: small, known to every registry, and able to serve HTTP. */
const image = 'busybox:1.36'

const headless = (name: string, more = '') => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  # @headless
  clusterIP: None
${more}  selector:
    app: ${name}
  ports:
    - name: http
      port: 8080
---
`

const set = (name: string) => `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  serviceName: ${name}
`

/** The selector and the labels of the pods, which must agree. */
const selected = (name: string) => `  # @selector
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
`

const server = (command: string, paths: readonly [name: string, path: string][]) => `      containers:
        - name: main
          # @image
          image: ${image}
          command:
            - sh
            - -c
            - |
${command.replace(/^/gm, ' '.repeat(14))}
          ports:
            - name: http
              containerPort: 8080
          # @readiness
          readinessProbe:
            httpGet:
              path: /
              port: http
            periodSeconds: 5
          # @resources
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
            limits:
              memory: 64Mi
          volumeMounts:
${paths.map(([name, path]) => `            - name: ${name}\n              mountPath: ${path}`).join('\n')}
`

const claim = (name: string, size: string) => `    - metadata:
        name: ${name}
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: ${size}
`

/** A shell that is process 1 ends on SIGTERM only when told to. */
const serve = 'trap exit TERM\nhttpd -f -p 8080 -h /data & wait'

const single = `${headless('single')}${set('single')}  replicas: 1
${selected('single')}    spec:
      # @grace
      terminationGracePeriodSeconds: 10
${server(`[ -f /data/index.html ] || hostname > /data/index.html\n${serve}`, [['data', '/data']])}  # @claims
  volumeClaimTemplates:
${claim('data', '1Gi')}`

const quorum = `${headless('quorum', '  # @notReady\n  publishNotReadyAddresses: true\n')}apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: quorum
spec:
  # @budget
  maxUnavailable: 1
  selector:
    matchLabels:
      app: quorum
---
${set('quorum')}  # @odd
  replicas: 3
${selected('quorum')}    spec:
      terminationGracePeriodSeconds: 10
      # @apart
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    app: quorum
${server(
  `set="\${HOSTNAME%-*}"\nfor peer in 0 1 2; do echo "$set-$peer.$set"; done > /data/peers\nhostname > /data/index.html\n${serve}`,
  [['data', '/data']],
)}  # @claims
  volumeClaimTemplates:
${claim('data', '1Gi')}`

const leader = `${headless('leader', '  # @notReady\n  publishNotReadyAddresses: true\n')}${set('leader')}  replicas: 3
  # @parallel
  podManagementPolicy: Parallel
${selected('leader')}    spec:
      terminationGracePeriodSeconds: 10
      # @spread
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: leader
${server(
  `# @role\nif [ "\${HOSTNAME##*-}" = 0 ]; then role=leader; else role="follower of \${HOSTNAME%-*}-0"; fi\necho "$HOSTNAME: $role" > /data/index.html\n${serve}`,
  [['data', '/data']],
)}  # @claims
  volumeClaimTemplates:
${claim('data', '1Gi')}`

const sharded = `${headless('shards')}${set('shards')}  replicas: 3
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      # @partition
      partition: 2
  # @retention
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: Retain
    whenScaled: Retain
${selected('shards')}    spec:
      terminationGracePeriodSeconds: 10
      # @spread
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: shards
${server(
  `# @shard\necho "shard \${HOSTNAME##*-}" > /data/index.html\necho "$(date) started" >> /wal/log\n${serve}`,
  [
    ['data', '/data'],
    ['wal', '/wal'],
  ],
)}  # @twoClaims
  volumeClaimTemplates:
${claim('data', '2Gi')}${claim('wal', '1Gi')}`

const texts = { single, quorum, leader, sharded }

export type TemplateId = keyof typeof texts
/** To start from; each has `templates.<id>.title` and `.text` in the messages. */
export const templateIds = Object.keys(texts) as readonly TemplateId[]

/** A template's YAML; `comment` gives each of its comments in the person's language, `templates.comments.<key>`. */
export function templateText(id: TemplateId, comment: (key: string) => string): string {
  return texts[id].replace(/# @(\w+)/g, (_, key: string) => `# ${comment(key)}`)
}
