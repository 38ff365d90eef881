import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { StateFile } from './api/state-file.ts'
import { Clock } from './clock.ts'
import { readTokens, writeKubeconfig } from './kubeconfig.ts'
import { Sandbox } from './sandbox.ts'
import { storyLength, tellStory } from './seeds/story.ts'
import { makeUsers } from './users.ts'

/** `node sandbox/main.ts --data FOLDER [--port N]`: runs until it is told to stop, or until who started it is gone. */
const { values } = parseArgs({
  options: { data: { type: 'string', default: '.data/sandbox' }, port: { type: 'string', default: '0' } },
})

async function main(folder: string, port: number): Promise<void> {
  const tokens = readTokens(folder)
  const clock = new Clock(1, Date.now() - storyLength)
  const sandbox = new Sandbox({ users: makeUsers(tokens), clock, volumes: join(folder, 'volumes') })
  const url = `http://127.0.0.1:${await sandbox.listen(port)}`
  const kubeconfig = writeKubeconfig(folder, url, tokens, say)
  // Who calls from now on is answered when all of the following is done: Ordinal can start beside it.
  process.send?.({ kubeconfig })
  const file = new StateFile(join(folder, 'state.json'), sandbox.api.store, say)
  const isKept = file.load()
  if (!isKept) tellStory(sandbox.api, sandbox.queue, Date.now())
  if (!isKept) file.write()
  clock.run()
  if (isKept) sandbox.queue.wakeAll(sandbox.api.store)
  file.follow()
  say(`The sandbox is ready on ${url}: nothing in it runs for real.`)
  const stop = () => {
    file.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

main(values.data, Number(values.port)).catch((error: unknown) => {
  process.stderr.write(
    `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
