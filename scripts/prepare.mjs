import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import { explainDisk, explainNpm } from './failure.mjs'

/** What must be there before Ordinal runs: packages, the database client, the build. Each is made again only when its inputs changed. */

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const brotli = promisify(brotliCompress)
const bin = (name) => join(root, 'node_modules', '.bin', name)

/** Node 24 of the project itself, whatever the machine has. */
export const nodePath = join(root, 'node_modules', 'node', 'bin', 'node')

export async function prepareInstall() {
  const hash = hashOf(['package.json', 'package-lock.json'])
  await once('node_modules/.ordinal-install', hash, 'Installing packages', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {}, explainNpm),
  )
  await once(
    'lib/db/generated/.stamp',
    hashOf(['prisma/schema.prisma', 'package-lock.json']),
    'Generating the database client',
    () =>
      run(bin('prisma'), ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' }, (output) =>
        explainDisk(output, 'lib/db/generated'),
      ),
  )
}

export async function prepareBuild() {
  const inputs = [
    'app',
    'lib',
    'messages',
    'prisma',
    'next.config.js',
    'postcss.config.cjs',
    'proxy.ts',
    'instrumentation.ts',
    'instrumentation-client.ts',
    'tsconfig.json',
    'package-lock.json',
  ]
  await once('.next/ordinal-build', hashOf(inputs), 'Building', async () => {
    const next = [join(root, 'node_modules/next/dist/bin/next'), 'build']
    await run(nodePath, next, { NODE_ENV: 'production' }, (output) => explainDisk(output, '.next'))
    await compressStatic(join(root, '.next/static'))
  })
}

/** Once and well, instead of on each request: lib/static-files.ts sends what this makes. */
async function compressStatic(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(?:js|css)$/.test(name))
  const compress = async (file) => writeFileSync(`${file}.br`, await brotli(readFileSync(file)))
  await Promise.all(files.map((name) => compress(join(folder, name))))
}

/** Runs a command with its output shown only when it fails and `explain` knows no better. Rejects with a sentence. */
export function run(command, args, env = {}, explain = () => null) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env, PATH: withOwnNode() },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = []
    child.stdout.on('data', (part) => output.push(part))
    child.stderr.on('data', (part) => output.push(part))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve(Buffer.concat(output).toString())
      const sentence = explain(Buffer.concat(output).toString())
      if (sentence !== null) return reject(new Error(sentence))
      process.stderr.write(Buffer.concat(output))
      reject(new Error(`${command} ${args[0]} ended with ${code}.`))
    })
  })
}

export function withOwnNode() {
  return [dirname(nodePath), join(root, 'node_modules', '.bin'), process.env.PATH].join(':')
}

async function once(stamp, hash, title, work) {
  const file = join(root, stamp)
  if (existsSync(file) && readFileSync(file, 'utf8') === hash) return
  const start = performance.now()
  process.stdout.write(`${title} …\n`)
  try {
    await work()
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.${process.pid}`, hash)
    renameSync(`${file}.${process.pid}`, file)
  } catch (error) {
    // No setting moves what is made here.
    const sentence = error.code === undefined ? null : explainDisk(error.code, dirname(stamp))
    throw sentence === null ? error : new Error(sentence)
  }
  process.stdout.write(`${title}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const file = join(root, path)
  if (path === 'lib/db/generated' || path.endsWith('.test.ts')) return
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return
  if (stat.isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, `${path}/${name}`)
    return
  }
  hash.update(path).update('\0').update(readFileSync(file)).update('\0')
}
