import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import type { Env } from '../../lib/env.ts'
import { explain } from '../failure.mjs'
import { bad, type Finding, fatal, good } from './finding.ts'

/** An embedded database begins with about 40 MB and writes ahead as much again. */
const spaceBytes = 200 * 1024 * 1024

/** Whether the port can be listened on now. */
export async function checkPort({ PORT = 3000, HOST = '0.0.0.0' }: Env): Promise<Finding> {
  const server = createServer()
  try {
    await new Promise<void>((done, fail) => {
      server.once('error', fail)
      server.listen(PORT, HOST, done)
    })
    return good(`Port ${PORT} is free.`)
  } catch (error) {
    return fatal(explain(Object.assign(error as Error, { port: PORT })))
  } finally {
    server.close()
  }
}

/** Whether the data folder can be written, or made, and has room. */
export function checkFolder({ ORDINAL_DATA }: Env): Finding {
  const folder = resolve(ORDINAL_DATA)
  const there = nearest(folder)
  try {
    if (!statSync(there).isDirectory()) return fatal(`${there} is no folder. Set ORDINAL_DATA to one.`)
    accessSync(there, constants.W_OK | constants.X_OK)
  } catch (error) {
    return fatal(explain(error))
  }
  const { bavail, bsize } = statfsSync(there)
  const room = `${Math.floor((bavail * bsize) / 1024 ** 2)} MB free`
  if (bavail * bsize >= spaceBytes) return good(`The data folder ${folder} can be written (${room}).`)
  return bad(
    `The disk of the data folder ${folder} is nearly full (${room}). Make room, or set ORDINAL_DATA to a folder on another disk.`,
  )
}

/** The folder, or what of the way to it is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder))
}

/** The address that people type, and whether their passwords are safe on the way to it. */
export function checkAddress({ NEXTAUTH_URL, PORT = 3000 }: Env): Finding {
  if (NEXTAUTH_URL === undefined)
    return good(
      `People open http://localhost:${PORT}. For anybody but you, set NEXTAUTH_URL to the address that they type.`,
    )
  const { protocol, hostname } = new URL(NEXTAUTH_URL)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  if (protocol === 'https:' || isHere) return good(`People open ${NEXTAUTH_URL}.`)
  return bad(
    `People open ${NEXTAUTH_URL}, and their passwords travel unencrypted. Put a proxy with TLS in front, and set NEXTAUTH_URL to its https:// address.`,
  )
}
