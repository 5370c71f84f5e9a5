import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './run.mjs'

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const read = (file) => readFileSync(join(root, 'scripts', file), 'utf8')

it.each(Object.entries(scripts))('npm run %s continues with a newer Node.js before it does anything', (_, command) => {
  const [, file] = /^node scripts\/(\S+\.mjs)( \w+)?$/.exec(command) ?? []
  const firstAwait = /^await (.*)$/m.exec(read(file))
  expect(firstAwait?.[1]).toBe('ensureSupportedNode()')
})

it('needs no package for that: there may be none yet, or none that an old Node.js can load', () => {
  const imported = readdirSync(join(root, 'scripts'))
    .filter((file) => file.endsWith('.mjs') && !file.endsWith('.test.mjs'))
    .flatMap((file) => [...read(file).matchAll(/^(?:import|export) .*?from '(.*)'/gm)].map((match) => match[1]))
  expect(imported.filter((name) => !/^(?:\.\/|node:)/.test(name))).toEqual([])
})
