import { existsSync } from 'node:fs'
import { run } from './prepare.mjs'

/** Debian's Chromium, and a Chinese face for it, unless CHROMIUM_PATH names another. */
export async function prepareBrowser() {
  const packages = ['chromium', 'fonts-noto-cjk']
  const isThere = existsSync('/usr/bin/chromium') && existsSync('/usr/share/fonts/opentype/noto')
  if (isThere || process.env.CHROMIUM_PATH) return
  if (process.getuid() !== 0) throw new Error(`Install these Debian packages first: ${packages.join(' ')}`)
  console.log(`Installing ${packages.join(' ')} …`)
  await run('apt-get', ['update'])
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    DEBIAN_FRONTEND: 'noninteractive',
  })
}
