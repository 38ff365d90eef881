import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const top = '/sys/fs/cgroup'
const unified = join(top, 'cgroup.controllers')

/** Each kubelet kills what it does not know below its root, so each cluster has a root of its own. */
export function makeControlGroups(name: string): void {
  if (existsSync(unified)) writeFileSync(join(top, 'cgroup.subtree_control'), '+cpu +cpuset +memory +pids')
  for (const hierarchy of hierarchies()) mkdirSync(join(hierarchy, name), { recursive: true })
}

/** Only empty groups can be removed: the processes must have ended. */
export function removeControlGroups(name: string): void {
  for (const hierarchy of hierarchies()) removeTree(join(hierarchy, name))
}

/** Version 1 has a hierarchy for each controller, version 2 a single one. */
function hierarchies(): string[] {
  if (existsSync(unified)) return [top]
  const folders = readdirSync(top, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders
    .map(({ name }) => join(top, name))
    .filter((folder) => existsSync(join(folder, 'cgroup.procs')))
}

function removeTree(group: string): void {
  if (!existsSync(group)) return
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeTree(join(group, entry.name))
  }
  rmdirSync(group)
}
