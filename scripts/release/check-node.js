/** Ends programs of the release archive where Node.js is too old for them. */
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))
const oldest = engines.node.replace('>=', '')
const [major, minor] = oldest.split('.').map(Number)
const [thisMajor, thisMinor] = process.versions.node.split('.').map(Number)
if (thisMajor < major || (thisMajor === major && thisMinor < minor)) {
  console.error(`Callflow Studio needs Node.js ${oldest} or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}
