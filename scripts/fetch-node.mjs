/** Fetches a Node.js from the npm registry into a folder of this repository, where the one at hand is too old. */
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { withLock } from './lock.mjs'
import { ended, npmCommand, root } from './run.mjs'
import {
  executableIn,
  FETCHED_MAJOR,
  folderName,
  isAtLeast,
  oldestSupported,
  platformPackage,
} from './supported-node.mjs'

const { platform, arch } = process
const UNFINISHED = 'unfinished-'

/** What went wrong, in words that also say what to do. */
export class FetchFailure extends Error {}

/**
 * Returns the executable of a Node.js that is new enough, fetched before or now. It is installed beside its place and
 * moved there when it has shown that it runs, so an interruption leaves no half of it behind.
 * @param {string} [home] where fetched ones are kept
 * @param {(folder: string) => Promise<string | null>} [install] installs the platform's package into a folder; returns why not
 * @returns {Promise<string>}
 * @throws {FetchFailure}
 */
export async function fetchNode(home = join(root, '.node'), install = installPackage) {
  const place = join(home, folderName(platform, arch))
  const executable = executableIn(place, platform, arch)
  const fetchInto = async () => {
    if (runs(executable)) return // fetched by another command meanwhile
    console.log(
      `Node.js ${process.versions.node} is too old: fetching Node.js ${FETCHED_MAJOR} from the npm registry into .node (only this once)`,
    )
    for (const name of readdirSync(home)) if (name.startsWith(UNFINISHED)) remove(join(home, name))
    const folder = mkdtempSync(join(home, UNFINISHED))
    try {
      chmodSync(folder, 0o755) // the user who starts the studio may be another one
      const problem = await install(folder)
      if (problem !== null) throw new Error(problem)
      if (!runs(executableIn(folder, platform, arch)))
        throw new Error('what npm installed does not run on this machine')
      remove(place)
      renameSync(folder, place)
    } finally {
      remove(folder)
    }
  }
  if (runs(executable)) return executable
  try {
    mkdirSync(home, { recursive: true })
    await withLock(fetchInto, join(home, 'lock'))
  } catch (error) {
    throw new FetchFailure(
      `Node.js ${FETCHED_MAJOR} could not be fetched: ${error.message}. Run the command again when npm can reach its registry, or install Node.js ${oldestSupported()} or newer from https://nodejs.org.`,
    )
  }
  return executable
}

const remove = (path) => rmSync(path, { recursive: true, force: true })

/** Whether this is the executable of a Node.js that is new enough: it may be broken, or made for another C library. */
function runs(executable) {
  if (!existsSync(executable)) return false
  try {
    const version = execFileSync(executable, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return isAtLeast(version.trim(), oldestSupported())
  } catch {
    return false
  }
}

/** With the user's own configuration of npm, which may name another registry; the repository's own file is part of it. */
async function installPackage(folder) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  if (existsSync(join(root, '.npmrc'))) copyFileSync(join(root, '.npmrc'), join(folder, '.npmrc'))
  const wanted = `${platformPackage(platform, arch)}@${FETCHED_MAJOR}`
  const [program, args, options] = npmCommand([
    'install',
    wanted,
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--loglevel=error',
  ])
  const child = spawn(program, args, { ...options, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  const [code, said] = await Promise.all([ended(child), text(child.stderr)])
  if (code === 0) return null
  if (code === 127) return 'npm could not be started'
  const reason = /^npm (?:error|ERR!) code (\S+)/m.exec(said)?.[1]
  return `npm could not install ${wanted}${reason ? ` (${reason})` : ''}`
}
