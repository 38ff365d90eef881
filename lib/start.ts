import 'server-only'
import { announceSetupLink } from './auth/setup.ts'
import { sandboxName } from './clusters/sandbox.ts'
import { findClusterTrouble } from './clusters/trouble.ts'
import { closeDatabase, openDatabase } from './db/client.ts'
import { log } from './log.ts'
import { type OperationKind, setOperationKinds } from './operations/kind.ts'
import { OperationRunner } from './operations/runner.ts'
import { processHooks } from './process-hooks.ts'
import { makeExampleProjects } from './projects/examples.ts'
import { listClustersInUse } from './projects/list.ts'
import { deletion } from './statefulsets/deletion/deletion.ts'
import { catalog } from './statefulsets/list/catalog.ts'
import { canaryKind } from './statefulsets/rollout/canary-kind.ts'
import { restartKind } from './statefulsets/rollout/restart-kind.ts'
import { unblockKind } from './statefulsets/rollout/unblock-kind.ts'
import { growKind } from './statefulsets/volumes/grow-kind.ts'
import { templateKind } from './statefulsets/volumes/template-kind.ts'
import { makeUpgradeHandler } from './upgrade-handler.ts'

/** What is carried out in several steps, and survives this process. */
const operationKinds = [
  ...[deletion, growKind, templateKind],
  ...[canaryKind, restartKind, unblockKind],
] as readonly OperationKind[]

/** Opens what must be open before the first request; server.ts learns of the end, good or bad. */
export async function startOrdinal(): Promise<void> {
  const { started, publicOrigin } = processHooks()
  try {
    await openDatabase()
    const sandbox = sandboxName()
    if (sandbox !== null) {
      await makeExampleProjects(sandbox).catch((error: unknown) => log.warn({ error }, 'no example projects'))
    }
    // The first reader should not wait for the first list.
    for (const cluster of await listClustersInUse()) catalog().board(cluster)
    setOperationKinds(operationKinds)
    const runner = new OperationRunner(operationKinds)
    const shutDown = async () => {
      await runner.stop()
      await closeDatabase()
    }
    const { takeUpgrade, closeSockets } = makeUpgradeHandler({ publicOrigin })
    const clusterTrouble = findClusterTrouble()
    started.resolve({
      ...{ setupLink: await announceSetupLink(), clusterTrouble },
      ...{ takeUpgrade, closeSockets, shutDown },
    })
  } catch (error) {
    started.reject(error)
  }
}
