import { describe, expect, it } from 'vitest'
import { deadReferences } from './check-references.mjs'

const documents = {
  'docs/design.md': '# The design\n\n## Tokens\n\n### Menus and digits\n\n```sh\n# no heading\n```\n',
  'docs/kazoo/semantics.md': '### R7\n\n### V4\n\n## check_cid and cidlistmatch\n\n## KAZOO’s own, media\n',
  'docs/kazoo/modules.json': '{ "modules": [{ "module": "tones" }] }',
}
const repository = {
  exists: (path) => path in documents,
  read: (path) => documents[path],
  decisions: ['0026'],
}
const problems = (text, file = 'packages/a.ts') => deadReferences(file, text, repository)

describe('references to documents', () => {
  it.each([
    '/** The state of a call (docs/design.md#tokens). */',
    '// docs/design.md#tokens, #menus-and-digits; docs/design.md',
    '/** @source callflows.tones; docs/kazoo/modules.json#tones */',
    '/** @source docs/kazoo/semantics.md#check_cid-and-cidlistmatch, #v4: it begins before */',
    '/** See docs/kazoo/semantics.md#kazoos-own-media. */',
    '/** R7 of docs/kazoo/semantics.md */',
    '/** As decided (decision 0026). */',
  ])('hold: %s', (text) => expect(problems(text)).toEqual([]))

  it.each([
    ['/** docs/plan.md */', 'there is no docs/plan.md'],
    ['/** docs/design.md#cuts */', 'docs/design.md has no “cuts”'],
    ['/** docs/design.md#tokens, #cuts */', 'docs/design.md has no “cuts”'],
    ['/** docs/design.md#no-heading */', 'docs/design.md has no “no-heading”'],
    ['/** docs/kazoo/modules.json#jump */', 'docs/kazoo/modules.json has no “jump”'],
    ['/** R9 of docs/kazoo/semantics.md */', 'docs/kazoo/semantics.md has no “r9”'],
    ['/** It waits (R7). */', 'says R7 without naming docs/kazoo/semantics.md'],
    ['/** decision 27 */', 'there is no decision 0027'],
  ])('are dead: %s', (text, problem) => expect(problems(text)).toEqual([`packages/a.ts: ${problem}`]))

  it('are links too, from the folder of their document', () => {
    const text = '[a](../design.md#tokens) [b](semantics.md) ![c](missing.png) [d](https://example.com/x) [e](#tokens)'
    expect(problems(text, 'docs/kazoo/protocol.md')).toEqual([
      'docs/kazoo/protocol.md: there is no docs/kazoo/missing.png',
      'docs/kazoo/protocol.md: there is no docs/kazoo/protocol.md',
    ])
  })

  it('are not the words of a program or the names of files', () => {
    expect(problems("call('R7'); link.V4; /** `tests/R7-x` */")).toEqual([])
  })
})
