import type { Example } from './objects.ts'

/** The namespaces that are there from the beginning: each could be a project. */
export const namespaces = ['shop', 'payments', 'analytics']

/** Sets in the states that one meets in life. What happened to each is told by story.ts. */
export const examples: Readonly<Record<string, Example>> = {
  orders: {
    ...{ namespace: 'shop', name: 'orders-db', image: 'postgres:17.2', replicas: 3, port: 5432 },
    description: 'Orders: a healthy quorum',
    disk: { storage: '20Gi', mountPath: '/var/lib/postgresql/data' },
    memory: '2Gi',
  },
  cart: {
    ...{ namespace: 'shop', name: 'cart-cache', image: 'redis:7.2', replicas: 4, port: 6379 },
    description: 'Carts: a canary half-way',
    spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
  },
  search: {
    ...{ namespace: 'shop', name: 'search', image: 'opensearch:2.17', replicas: 3, port: 9200 },
    description: 'Product search: a rollout that is stuck',
    disk: { storage: '50Gi', mountPath: '/usr/share/opensearch/data' },
    memory: '4Gi',
  },
  sessions: {
    ...{ namespace: 'shop', name: 'sessions', image: 'redis:7.2', replicas: 3, port: 6379 },
    description: 'Sessions: stopped, with its claims kept',
    disk: { storage: '5Gi', mountPath: '/data' },
  },
  ledger: {
    ...{ namespace: 'payments', name: 'ledger', image: 'kafka:3.9', replicas: 3, port: 9092 },
    description: 'Ledger: its disks are nearly full',
    behaviour: 'fills-disk',
    disk: { storage: '8Gi', mountPath: '/data' },
    memory: '1Gi',
  },
  gateway: {
    ...{ namespace: 'payments', name: 'gateway-queue', image: 'rabbitmq:4.0', replicas: 2, port: 5672 },
    description: 'Card gateway: somebody left the debug log on',
    behaviour: 'noisy',
    spec: { podManagementPolicy: 'Parallel' },
  },
  settlement: {
    ...{ namespace: 'payments', name: 'settlement', image: 'shop/settlement:5.1', replicas: 2, port: 8080 },
    description: 'Settlement: a Secret is missing',
    container: {
      env: [{ name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'settlement-api', key: 'key' } } }],
    },
  },
  warehouse: {
    ...{ namespace: 'analytics', name: 'warehouse', image: 'clickhouse:24.10', replicas: 3, port: 9000 },
    description: 'Warehouse: waits for a quorum that does not come',
    behaviour: 'unready',
    disk: { storage: '100Gi', mountPath: '/var/lib/clickhouse', className: 'fast' },
  },
  importer: {
    ...{ namespace: 'analytics', name: 'importer', image: 'shop/importer:0.9', replicas: 1, port: 8080 },
    description: 'Importer: killed at its memory limit',
    behaviour: 'out-of-memory',
    memory: '256Mi',
  },
  metrics: {
    ...{
      namespace: 'analytics',
      name: 'metrics-store',
      image: 'victoriametrics:1.106',
      replicas: 2,
      port: 8428,
    },
    description: 'Metrics: pods are new when somebody deletes them',
    disk: { storage: '30Gi', mountPath: '/storage', className: 'fixed' },
    spec: { updateStrategy: { type: 'OnDelete' } },
  },
}
