/** What a bundle has to say of the packages inside it, in the form that Vite writes for the designer. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * @param {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} metafile of esbuild
 * @param {string} folder that its paths begin at
 * @returns {string} Markdown: name, version and licence of each package, each once, in order
 */
export function licencesOf(metafile, folder) {
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs))
  const packages = new Set(files.map((file) => PACKAGE.exec(file)?.[0]).filter((path) => path !== undefined))
  const parts = [...packages].map((path) => licenceOf(resolve(folder, path))).sort()
  return `# Licences\n\nThe server holds these packages:\n\n${[...new Set(parts)].join('\n')}`
}

/** The innermost one: packages may lie inside others. */
const PACKAGE = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i

function licenceOf(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  const texts = readdirSync(path)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(path, file), 'utf8').trim().replaceAll(/^#/gm, '###')) // below the package's own heading
  return [`## ${name} - ${version} (${license})`, ...texts].join('\n\n').concat('\n')
}
