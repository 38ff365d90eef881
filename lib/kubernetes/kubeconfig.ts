import 'server-only'
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { parse } from 'yaml'

/**
 * One kubeconfig file. client-node looks for a user's `token-file`, which no kubeconfig has; the field is `tokenFile`
 * (client-go tools/clientcmd/api/v1 AuthInfo), relative to the kubeconfig, and goes before `token`.
 */
export function readKubeconfigFile(file: string): KubeConfig {
  const config = new KubeConfig()
  config.loadFromFile(file)
  const tokenFiles = readTokenFiles(readFileSync(file, 'utf8'))
  config.users = config.users.map((user) => {
    const tokenFile = tokenFiles.get(user.name)
    if (tokenFile === undefined) return user
    return { ...user, token: readFileSync(resolve(dirname(file), tokenFile), 'utf8').trim() }
  })
  return config
}

function readTokenFiles(text: string): Map<string, string> {
  const { users } = parse(text) as { users?: { name: string; user?: { tokenFile?: unknown } }[] }
  const named = (users ?? []).map(({ name, user }) => [name, user?.tokenFile] as const)
  return new Map(named.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
