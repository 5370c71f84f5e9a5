/** `callflow test`, as somebody types it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../run.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-tests-'))
// What the command loads is none of the time that a test may take.
beforeAll(() => import('./run-tests.ts'), 60_000)
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

const put = (path: string, content: string | object): string => {
  const whole = join(folder, path)
  mkdirSync(join(whole, '..'), { recursive: true })
  writeFileSync(whole, typeof content === 'string' ? content : JSON.stringify(content))
  return whole
}

/** A flow that says something and rings. */
const greeting = (text: string, more: object = {}) => ({
  schemaVersion: 1,
  settings: { format: 'kazoo', locale: 'en-US', timezone: 'UTC' },
  variables: [],
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'hi', type: 'tts', position: { x: 0, y: 100 }, data: { text }, name: 'Greet' },
    { id: 'ring', type: 'user', position: { x: 0, y: 200 }, data: { id: 'u', timeout: 20 }, name: 'Sales' },
  ],
  edges: [
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'hi' },
    { id: 'e2', source: 'hi', sourceHandle: '_', target: 'ring' },
  ],
  ...more,
})

async function test(words: readonly string[], environment = {}) {
  const printed: string[] = []
  const failures: string[] = []
  const terminal = { print: (line: string) => void printed.push(line), progress: () => {}, environment }
  const code = await run(['test', ...words], terminal, (line) => void failures.push(line))
  return { code, printed: printed.map((line) => line.replaceAll(`${folder}/`, '')), failed: failures.join('\n') }
}

describe('callflow test', () => {
  it('runs the tests of a folder against the flows beside them', async () => {
    put('shop.json', greeting('Welcome to the shop'))
    put('sub/cafe.json', { id: 'f2', name: 'Café', document: greeting('Welcome to the café') })
    put(
      'shop.test.yaml',
      'test: Shop greets\nhappens: [hears: the shop]\n---\ntest: Sales rings\nhappens: ["rings: Sales, busy"]\n'.replace(
        '"rings: Sales, busy"',
        '{ rings: "Sales, busy" }',
      ),
    )
    put('tests.yml', 'test: Café greets\nflow: café\nhappens: [hears: the café]\n')
    put('package.json', { name: 'something else', scripts: { test: 'x' } })
    put('docker-compose.yaml', 'services: {}\n')
    const { code, printed, failed } = await test([folder])
    expect(failed).toBe('')
    expect(printed).toEqual([
      'shop.test.yaml',
      '  ✓ Shop greets',
      '  ✓ Sales rings',
      'tests.yml',
      '  ✓ Café greets',
      expect.stringMatching(/^3 passed in \d+\.\d s$/),
    ])
    expect(code).toBe(0)
  })

  it('ends with 1 where a test fails, and says where and what happened instead', async () => {
    const flow = put('shop.json', greeting('Welcome'))
    const tests = put('shop.json.yaml', 'test: Good-bye is said\nhappens:\n  - hears: Good-bye\n')
    const { code, printed } = await test([flow, tests])
    expect(code).toBe(1)
    expect(printed).toEqual([
      'shop.json.yaml',
      '  ✗ Good-bye is said',
      '      shop.json.yaml:3:5 expected: hears “Good-bye”',
      '      The caller heard “Welcome”. Sales is ringing.',
      expect.stringMatching(/^1 failed, 0 passed in/),
    ])
  })

  it('writes JUnit XML', async () => {
    put('shop.json', greeting('Welcome'))
    put(
      'shop.yaml',
      'test: Says <hello> & "more"\nhappens:\n  - hears: Good-bye\n---\ntest: Greets\nhappens: [hears: welcome]\n',
    )
    expect((await test([folder, '--junit', join(folder, 'out.xml')])).code).toBe(1)
    const xml = readFileSync(join(folder, 'out.xml'), 'utf8')
      .replaceAll(`${folder}/`, '')
      .replaceAll(/time="[\d.]+"/g, 'time="T"')
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" time="T">
  <testsuite name="shop.yaml" tests="2" failures="1" time="T">
    <testcase classname="shop" name="Says &lt;hello&gt; &amp; &quot;more&quot;" file="shop.yaml" time="T">
      <failure message="expected: hears “Good-bye”">shop.yaml:3:5 expected: hears “Good-bye”&#10;The caller heard “Welcome”. Sales is ringing.</failure>
    </testcase>
    <testcase classname="shop" name="Greets" file="shop.yaml" time="T"/>
  </testsuite>
</testsuites>
`)
  })

  it.each([
    ['an unknown key', 'test: x\nhapens: []\n', 'shop.yaml:2:1 “hapens” is not known here. Did you mean “happens”?'],
    [
      'an unknown step',
      'test: x\nhappens:\n  - rings: Sals\n',
      'shop.yaml:3:5 There is no step “Sals”. Did you mean “Sales”?',
    ],
    ['what cannot happen', 'test: x\nhappens:\n  - rings: Greet\n', 'shop.yaml:3:5 “Greet” rings nobody.'],
    ['an unknown flow', 'test: x\nflow: Shoop\n', 'shop.yaml:2:1 There is no flow “Shoop”. There are: shop.'],
    ['no YAML', 'test: [\n', expect.stringMatching(/^shop.yaml:2:1 This is not YAML/)],
  ])('ends with 2 for %s, and runs nothing', async (_, text, line) => {
    put('shop.json', greeting('Welcome'))
    put('good.yaml', 'test: x\n')
    put('shop.yaml', text)
    const { code, printed } = await test([folder])
    expect([code, printed]).toEqual([2, [line]])
  })

  it('ends with 2 where there is nothing to run, or a word is not understood', async () => {
    expect(await test([folder])).toMatchObject({ code: 2, printed: ['There are no tests in these files.'] })
    expect(await test([])).toMatchObject({ code: 2, failed: expect.stringContaining('Name files or folders.') })
    expect(await test([join(folder, 'gone')])).toMatchObject({
      code: 2,
      failed: expect.stringContaining('There is no file or folder'),
    })
    expect(await test([folder, '--junt', 'x'])).toMatchObject({
      code: 2,
      failed: expect.stringContaining("Unknown option '--junt'"),
    })
    put('x.yaml', 'test: x\n')
    expect(await test([folder])).toMatchObject({
      code: 2,
      printed: ['x.yaml:1:1 There is no flow to test. Name the file of its document too.'],
    })
    expect(await test([folder], { KAZOO_VERSION: '6' })).toMatchObject({
      code: 2,
      failed: expect.stringContaining('KAZOO_VERSION is 6.'),
    })
  })

  it('enters flows of other files by their ids', async () => {
    const calls = greeting('Hello')
    calls.nodes.push({
      id: 'sub',
      type: 'flow.call',
      position: { x: 0, y: 0 },
      data: { flowId: 'f2', inputs: [], outputs: [] },
    } as never)
    calls.edges = [
      { id: 'e1', source: 'start', sourceHandle: 'next', target: 'sub' },
      { id: 'e2', source: 'sub', sourceHandle: 'next', target: 'hi' },
    ]
    put('main.json', calls)
    put('other.json', {
      id: 'f2',
      name: 'Other',
      document: greeting('Inside', { edges: [{ id: 'e1', source: 'start', sourceHandle: 'next', target: 'hi' }] }),
    })
    put(
      'main.yaml',
      'test: x\nhappens: [hears: Inside, hears: Hello]\nexpect: { reaches: [Other / Greet] }\n'.replace(
        '[hears: Inside, hears: Hello]',
        '[{ hears: Inside }, { hears: Hello }]',
      ),
    )
    expect(await test([folder])).toMatchObject({ code: 0, failed: '' })
  })

  it('takes less than 2 s of a processor for 200 tests', async () => {
    put('shop.json', greeting('Welcome'))
    put(
      'shop.yaml',
      Array.from(
        { length: 200 },
        (_, n) => `test: Test ${n}\nhappens:\n  - hears: Welcome\n  - rings: Sales, answered\n`,
      ).join('---\n'),
    )
    const before = process.cpuUsage()
    const { printed } = await test([folder])
    const { user, system } = process.cpuUsage(before)
    expect(printed.at(-1)).toMatch(/^200 passed in /)
    expect((user + system) / 1e6).toBeLessThan(2) // others may use the processor too, so not by the clock
  })
})
