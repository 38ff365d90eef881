/** The little that is understood of a shell's script: what it says, and with what it ends. */

/** What a shell reads; of another program its words. */
export function scriptOf(command: readonly string[]): string {
  const [program = '', option, script] = command
  return /(?:^|\/)(?:sh|ash|bash)$/.test(program) && option === '-c' && script !== undefined
    ? script
    : command.join(' ')
}

/** What it says where everybody sees it: not what it writes to files. */
export function echoesOf(script: string): string[] {
  return commandsOf(script)
    .filter((command) => /^echo\s/.test(command))
    .map((command) => command.slice('echo '.length).replace(/["']/g, '').trim())
}

/** Whether its last program is one that says nothing of its own. */
export function endsQuietly(script: string): boolean {
  return /^(?:sleep|exit|echo|true|false|sh|ash|bash)\b/.test(commandsOf(script).at(-1) ?? '')
}

/** How long it sleeps until it ends, ms. */
export function sleepMs(script: string): number {
  return [...script.matchAll(/\bsleep (\d+)/g)].reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0)
}

/** One after the other, without the words around them, and without those whose output goes to files. */
function commandsOf(script: string): string[] {
  return script
    .split('\n')
    .map((line) => line.replace(/\s*\d?>\s*(?:&[12]|\/dev\/std(?:out|err))/g, ''))
    .filter((line) => !/^\s*#/.test(line) && !/\bdone\s*>/.test(line))
    .flatMap((line) => line.split(/[;&|]+/))
    .map((command) => command.replace(/^[\s({]*(?:(?:do|then|else|exec)\s+)*/, '').trim())
    .filter((command) => command !== '' && !command.includes('>') && !/^(?:done|fi|\}|\))$/.test(command))
}
