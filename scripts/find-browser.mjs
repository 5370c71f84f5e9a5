/** Finds the browser that component and end-to-end tests drive, and installs one where there is none. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** @returns {string | undefined} the path of the system's own Chromium, if it has one */
export function findSystemBrowser() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path))
}

/** What Chromium is started with: as root it runs only without its sandbox, and it asks nobody for updates. */
export const BROWSER_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Sees to it that there is a browser to test with. @returns {Promise<boolean>} whether there is one now */
export async function ensureBrowser() {
  if (await hasBrowser()) return true
  const isRoot = process.getuid?.() === 0
  if (isRoot && isDebian()) {
    console.log('Installing Chromium from the system’s packages, for the tests in a browser')
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    })
    if (await hasBrowser()) return true
  }
  console.log('Installing Chromium for the tests in a browser')
  await run('playwright', ['install', ...(isRoot ? ['--with-deps'] : []), 'chromium'])
  return hasBrowser()
}

async function hasBrowser() {
  if (findSystemBrowser()) return true
  const { chromium } = await import('@playwright/test')
  return existsSync(chromium.executablePath())
}

/** Ubuntu's package of that name only asks for a snap, so it does not count. */
function isDebian() {
  if (!existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
