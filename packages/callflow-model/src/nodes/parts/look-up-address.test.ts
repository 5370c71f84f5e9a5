import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkReferences } from '../../compile/check-references.ts'
import { compile } from '../../compile/compile.ts'
import type { FlowDocument } from '../../document/flow-document.ts'
import { parseOutgoing } from '../../templates/outgoing.ts'
import { flow } from '../../testing/flow-builder.ts'

const problemsOf = (document: FlowDocument) => compile(document).diagnostics.filter(({ field }) => field === 'url')
const asking = (url: string, headers: unknown[] = []) =>
  flow()
    .step('h', 'data.http', { method: 'GET', url, headers, body: { type: 'none' }, timeoutMs: 3000, assign: [] })
    .chain('h')
    .build()
const read = (name: string) =>
  (
    JSON.parse(readFileSync(new URL(`../../compile/field/${name}.json`, import.meta.url), 'utf8')) as {
      document: FlowDocument
    }
  ).document

describe('30, addresses that can only fail', () => {
  it('are told at the field: a port that is none', () =>
    expect(problemsOf(read('30-address-port'))).toMatchObject([
      { severity: 'error', code: 'look-up.url', nodeId: 'h', message: expect.stringContaining('99999 is not a port') },
    ]))

  it('are told at the field: a user, with the header as a fix', () => {
    const [problem] = problemsOf(read('30-address-user'))
    expect(problem).toMatchObject({
      severity: 'error',
      nodeId: 'h',
      fix: {
        label: 'Use the header Authorization',
        field: 'url',
        value: 'https://crm.example.test/x',
        also: [
          { field: 'headers', value: [{ name: 'Authorization', value: 'Basic {{ "user:secret" | base64_encode }}' }] },
        ],
      },
    })
  })

  it.each([
    ['https://a%40b:p%22w@crm.example.test/', 'Basic YUBiOnAidw=='],
    ['https://token@crm.example.test/', 'Basic dG9rZW46'],
    ['https://user:{{ secrets.crm }}@crm.example.test/', 'Basic dXNlcjpwNHNz'],
  ])('the header says the same: %s', (url, header) => {
    const [{ fix } = {}] = problemsOf(asking(url))
    const also = fix?.kind === 'set-field' ? (fix.also?.[0]?.value as { value: string }[]) : []
    expect(parseOutgoing(also[0]?.value ?? '', 'header').render({ secrets: { crm: 'p4ss' } })).toBe(header)
  })

  it('keep a header that is there', () => {
    const headers = [{ name: 'authorization', value: 'Bearer x' }]
    const [{ fix } = {}] = problemsOf(asking('https://u:p@crm.example.test/', headers))
    expect(fix).toMatchObject({ label: 'Remove user and password', value: 'https://crm.example.test/' })
    expect(fix).not.toHaveProperty('also')
  })

  it.each([
    'https://crm.example.test:0/',
    'https://crm.example.test:http/',
    'https://crm example.test/',
    'https://crm..example.test/',
    'https://.example.test/',
    'https://crm.example,test/',
    'https://<server>/x',
    'https://1.2.3.999/',
    'https://[fe80::/',
    'https://[crm]/',
    'https://:443/',
    'https://u:p@',
    'https:///x',
    'ftp://crm.example.test/',
    `https://${'a'.repeat(64)}.test/`,
  ])('%s', (url) => expect(problemsOf(asking(url))).toMatchObject([{ severity: 'error', code: 'look-up.url' }]))

  it.each([
    'https://crm.example.test/a b?c={{ caller.name }}@x',
    'https://crm.example.test:8443',
    'https://crm.example.test:/x',
    'http://crm/x',
    'http://crm_1.example.test./',
    'https://bücher.example/',
    'https://[2001:db8::1]:8080/',
    'https://1.2.3.4/',
    'https://{{ vars.host }}:99999/',
    '{{ vars.url }}',
    'https://{{ vars.host | default: "a/b" }}/x',
    'https://crm.example.test:{{ vars.port }}/',
  ])('says nothing of %s', (url) => expect(problemsOf(asking(url))).toEqual([]))

  it('tells hosts that the installation does not allow', () => {
    const seen: string[] = []
    const references = {
      flow: () => null,
      table: () => null,
      mayReach: (host: string, port: number) => !seen.push(`${host} ${port}`),
    }
    expect(checkReferences(asking('http://10.0.0.5/x'), references)).toMatchObject([
      { severity: 'warning', code: 'look-up.refused-host', nodeId: 'h', field: 'url' },
    ])
    checkReferences(asking('https://10.0.0.5:8080/x'), references)
    checkReferences(asking('https://crm.example.test'), references)
    checkReferences(asking('https://{{ vars.host }}/'), references)
    expect(seen).toEqual(['10.0.0.5 80', '10.0.0.5 8080', 'crm.example.test 443'])
  })
})
