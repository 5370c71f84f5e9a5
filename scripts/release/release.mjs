/**
 * `npm run release`: what was built, as `release/callflow-studio-<version>.tar.gz`. It starts with `node main.js` and needs
 * neither an installation nor a network. The same input gives the same bytes.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { create } from 'tar'
import { root } from '../run.mjs'

/** Where each file or folder of the repository is in the archive. */
const CONTENT = {
  'scripts/release/check-node.js': 'check-node.js',
  'scripts/release/main.js': 'main.js',
  'scripts/release/callflow.js': 'callflow.js',
  'packages/cli/dist/callflow.js': 'cli/callflow.js',
  'apps/runtime/dist': 'runtime/dist',
  'apps/designer/dist': 'designer/dist',
  'apps/runtime/dist/licences.md': 'licences/server.md',
  'apps/designer/dist/.vite/license.md': 'licences/designer.md',
  ...Object.fromEntries(
    ['package.json', 'LICENSE', 'lib', 'prebuilds']
      .map((part) => `node_modules/better-sqlite3/${part}`)
      .map((path) => [path, path]),
  ),
  ...Object.fromEntries(
    ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'docs', 'deploy'].map((path) => [
      path,
      path,
    ]),
  ),
}

/** Parts of these folders that stay behind. */
const LEFT_OUT = /\.map$|^licences\.md$|^\.vite$|^screenshots$/

/** Some programs take the year 1970 for a mistake. */
const FIXED_TIME = new Date('2000-01-01T00:00:00Z')

/**
 * @param {string} folder for the archive
 * @returns {Promise<string>} the path of the archive
 */
export async function release(folder) {
  const { name, version, license, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const title = `${name}-${version}`
  const staging = mkdtempSync(join(tmpdir(), 'callflow-studio-release-'))
  try {
    for (const [from, to] of Object.entries(CONTENT)) copy(join(root, from), join(staging, title, to))
    const description = {
      name,
      version,
      license,
      private: true,
      type: 'module',
      engines,
      scripts: { start: 'node main.js' },
    }
    writeFileSync(join(staging, title, 'package.json'), `${JSON.stringify(description, null, 2)}\n`)
    const file = join(folder, `${title}.tar.gz`)
    mkdirSync(folder, { recursive: true })
    await create({ file, cwd: staging, gzip: true, portable: true, mtime: FIXED_TIME }, filesIn(staging))
    return file
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

const copy = (from, to) =>
  cpSync(from, to, { recursive: true, filter: (path) => path === from || !LEFT_OUT.test(basename(path)) })

/** @returns {string[]} all files in a fixed order; all may read them, as their umask may not say */
function filesIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of files) chmodSync(file, 0o644)
  return files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/')).sort()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await release(join(root, 'release')))
