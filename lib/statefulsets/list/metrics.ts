import 'server-only'
import { Gauge, type Registry } from 'prom-client'
import { catalog } from './catalog.ts'

/** How well each cluster is heard, and the states of its sets, for Prometheus; read anew at each scrape. */
export function registerSetMetrics(registry: Registry): void {
  new Gauge({
    name: 'ordinal_watch_stale_seconds',
    help: 'For how long the objects in memory may differ from the cluster; 0 while they are live.',
    labelNames: ['cluster', 'resource'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { cluster, watches } of catalog().boards())
        for (const [resource, { overall }] of watches) {
          const since = overall.heardAt ?? Number.NEGATIVE_INFINITY
          this.set({ cluster, resource }, overall.state === 'live' ? 0 : (Date.now() - since) / 1000)
        }
    },
  })
  new Gauge({
    name: 'ordinal_watched_objects',
    help: 'Objects of the cluster in memory.',
    labelNames: ['cluster', 'resource'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { cluster, watches } of catalog().boards())
        for (const [resource, { size }] of watches) this.set({ cluster, resource }, size)
    },
  })
  new Gauge({
    name: 'ordinal_statefulsets',
    help: 'StatefulSets by state.',
    labelNames: ['cluster', 'state'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { cluster } of catalog().boards())
        for (const [state, count] of Object.entries(catalog().counts(cluster)))
          this.set({ cluster, state }, count)
    },
  })
}
