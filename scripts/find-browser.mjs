/** Finds the browser that component and end-to-end tests drive, and installs one where there is none. */
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

/** The shell draws pages and nothing around them: tests take three quarters of the time that they take in the whole browser. */
const SHELL = 'chromium-headless-shell'
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** @returns {string | undefined} the path of the system's own Chromium, if it has one */
export const findSystemBrowser = () => find(NAMES)

function find(names) {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
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

/** Tests end before code is hot: they spare the processor the compilers that make it fast. Not for what is measured. */
export const TEST_BROWSER_ARGS = [...BROWSER_ARGS, '--js-flags=--no-opt,--no-maglev']

/** Sees to it that there is a browser to test with. @returns {Promise<boolean>} whether there is one now */
export async function ensureBrowser() {
  const canInstall = process.getuid?.() === 0 && isDebian()
  if (find([SHELL])) return true
  if (canInstall) {
    console.log('Installing Chromium from the system’s packages, for the tests in a browser')
    if ((await install(SHELL)) === 0) return true
    if (await hasBrowser()) return true
    await run('apt-get', ['update', '-qq'])
    if ((await install(SHELL)) === 0) return true
  }
  if (await hasBrowser()) return true
  console.log('Installing Chromium for the tests in a browser')
  await run('playwright', ['install', ...(process.getuid?.() === 0 ? ['--with-deps'] : []), 'chromium'])
  return hasBrowser()
}

const install = (name) =>
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { DEBIAN_FRONTEND: 'noninteractive' })

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
