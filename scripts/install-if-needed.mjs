/** Makes a fresh clone, or one whose lock file has moved on, ready to run, without anybody having to think of it. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { root, run } from './run.mjs'

const lockFile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json') // npm writes it at the end of an install
const stampFile = join(root, 'node_modules', '.callflow-studio-install')

/** Runs `npm ci` if the installed packages are not those of the lock file; ends the process if that fails. */
export async function installIfNeeded() {
  const code = isInstalled() ? 0 : await withLock(install)
  if (code === 0) return
  console.error('The packages could not be installed. See the output of npm above.')
  process.exit(code)
}

/** @returns {Promise<number>} the exit code of npm */
async function install() {
  if (isInstalled()) return 0 // by another command meanwhile
  console.log('Installing packages (once per change of package-lock.json)')
  // Of warnings there would be some on every Node.js but the newest: packages name the versions that they are tested with.
  const code = await run('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'])
  if (code === 0) writeFileSync(stampFile, stamp())
  return code
}

function isInstalled() {
  if (!existsSync(installed)) return false
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === stamp()
  // Installed by hand: right if that was after the lock file's last change.
  return statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs
}

/** The lock file, and what native packages are for: the platform, and the binary interface of the Node.js in use. */
function stamp() {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex')
  return `${lock} ${process.platform}-${process.arch} ${process.versions.modules}\n`
}
