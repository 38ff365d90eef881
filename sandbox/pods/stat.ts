import type { CommandContext, ExecResult, FsStat } from 'just-bash'

/** `stat -c FORMAT FILE …`: the shell's own has neither %f nor %Y, by which folders are read. */
export async function stat(args: readonly string[], { fs, cwd }: CommandContext): Promise<ExecResult> {
  const [option, format = '', ...files] = args
  if (option !== '-c') return { stdout: '', stderr: 'stat: only -c FORMAT is simulated\n', exitCode: 1 }
  const lines = { stdout: '', stderr: '', exitCode: 0 }
  for (const name of files) {
    try {
      lines.stdout += `${fill(format, name, await fs.lstat(fs.resolvePath(cwd, name)))}\n`
    } catch {
      lines.stderr += `stat: cannot statx '${name}': No such file or directory\n`
      lines.exitCode = 1
    }
  }
  return lines
}

/** The type of a file in the upper bits of its mode (stat(2)). */
const types = { isDirectory: 0x4000, isFile: 0x8000, isSymbolicLink: 0xa000 } as const

function fill(format: string, name: string, facts: FsStat): string {
  const type = Object.entries(types).find(([key]) => facts[key as keyof typeof types])?.[1] ?? 0
  const values: Readonly<Record<string, string>> = {
    f: ((facts.mode & 0xfff) | type).toString(16),
    s: String(facts.size),
    Y: String(Math.floor(facts.mtime.getTime() / 1000)),
    n: name,
  }
  return format.replace(/%(\w)/g, (whole, letter: string) => values[letter] ?? whole)
}
