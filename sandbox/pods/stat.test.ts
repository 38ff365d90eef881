import { Bash, defineCommand } from 'just-bash'
import { describe, expect, it } from 'vitest'
import { stat } from './stat.ts'

describe('stat in a simulated shell', () => {
  const bash = new Bash({
    files: { '/data/orders': 'four', '/data/inner/.keep': '' },
    customCommands: [defineCommand('stat', stat)],
  })

  it('says type, size and time of each file, as the console asks for them', async () => {
    const { stdout } = await bash.exec("find /data/ -mindepth 1 -maxdepth 1 -exec stat -c '%f %s %Y %n' {} +")
    const lines = stdout.trimEnd().split('\n').sort()
    expect(lines).toEqual([
      expect.stringMatching(/^4[\da-f]{3} \d+ \d{10} \/data\/inner$/),
      expect.stringMatching(/^8[\da-f]{3} 4 \d{10} \/data\/orders$/),
    ])
  })

  it('says what is not there', async () => {
    expect(await bash.exec("stat -c '%n' none")).toMatchObject({ stdout: '', exitCode: 1 })
  })
})
