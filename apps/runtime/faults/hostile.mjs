/** Requests and documents that do harm to servers that are careless. The order is the same in each run. */
import { saying } from './server.mjs'

/** Small and fast; the same numbers in each run. @source mulberry32 */
export function createRandom(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const deep = (depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** @returns path and options of one request */
export function hostileRequest(random, { id, path }) {
  const kinds = [
    () => [`${path}/${'A'.repeat(random(5000))}`, { method: 'POST', headers: form, body: 'Call-ID=x' }],
    () => [path, { method: 'POST', headers: json, body: `{"Digits":${deep(random(8000))}}` }],
    () => [path, { method: 'POST', headers: json, body: '{"Call-ID": "\\ud800", "From": [' }],
    () => [path, { method: 'POST', headers: form, body: `Call-ID=${'%zz'.repeat(random(3000))}` }],
    () => [path, { method: 'POST', headers: form, body: 'a[b]'.repeat(random(10_000)) }],
    () => [`${path}?${'x=y&'.repeat(random(8000))}`, {}],
    () => [path, { method: ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'][random(5)] }],
    () => [`${path}/../api/flows`, {}],
    () => [`/pivot/%2e%2e/api/secrets`, {}],
    () => [`/pivot/${'k'.repeat(random(200))}`, { method: 'POST', headers: form, body: 'Call-ID=x' }],
    () => ['/api/calls?before=99999999999999999999', {}],
    () => [`/api/calls/summaries?q=${'%25'.repeat(random(2000))}`, {}],
    () => ['/api/flows', { method: 'POST', headers: json, body: '{"name":' }],
    () => ['/api/flows', { method: 'POST', headers: json, body: deep(random(20_000)) }],
    () => [
      `/api/flows/${id}/preview`,
      { method: 'POST', headers: json, body: JSON.stringify({ does: [{ key: 'x' }] }) },
    ],
    () => ['/api/validate', { method: 'POST', headers: json, body: `{"document":${deep(random(20_000))}}` }],
    () => [
      '/api/import',
      {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ format: 'callflow', source: '['.repeat(random(50_000)) }),
      },
    ],
    () => [
      '/api/import',
      { method: 'POST', headers: json, body: JSON.stringify({ format: 'twiml', source: '<a>'.repeat(random(5000)) }) },
    ],
    () => [`/api/${String.fromCharCode(33 + random(90)).repeat(random(50))}`, {}],
    () => ['/api/recordings/..%2f..%2fstudio-secret', {}],
  ]
  const kind = kinds[random(kinds.length)]
  return kind ? kind() : ['/', {}]
}

const step = (id, type, data) => ({ id, type, position: { x: 0, y: 0 }, data })

/** 5,000 steps, 20,000 connections and nearly 8 MiB. */
export function documentAtTheLimits() {
  const count = 4990
  const ports = ['1', '2', '3', '4', '5', '6', '7', 'timeout', 'invalid']
  const prompt = { type: 'tts', text: `Hello {{ caller.name | upcase }}. ${'Long words. '.repeat(95)}` }
  const choices = ports.slice(0, 7).map((digits) => ({ digits, label: `Key ${digits}` }))
  const menu = { prompt, attempts: 3, timeoutMs: 5000, interdigitTimeoutMs: 2000, choices }
  const nodes = Array.from({ length: count }, (_, index) =>
    step(`n${index}`, index % 5 < 2 ? 'input.menu' : 'tts', index % 5 < 2 ? menu : { text: prompt.text }),
  )
  const edges = nodes.flatMap(({ id, type }, index) =>
    (type === 'tts' ? ['_'] : ports).map((sourceHandle, place) => ({
      id: `${id}.${sourceHandle}`,
      source: id,
      sourceHandle,
      target: `n${(index + 1 + place * 37) % count}`,
    })),
  )
  const first = { id: 'first', source: 'start', sourceHandle: 'next', target: 'n0' }
  const document = saying('x')
  return { ...document, nodes: [...document.nodes.slice(0, 1), ...nodes], edges: [first, ...edges.slice(0, 19_990)] }
}

/** Documents at and beyond the limits, each with what it is. */
export function hostileDocuments() {
  const many = (count, make) => Array.from({ length: count }, (_, index) => make(index))
  const chain = (count, make) => {
    const document = saying('x')
    const nodes = many(count, (index) => make(`n${index}`, index))
    const edges = nodes.map(({ id }, index) => ({
      id: `c${index}`,
      source: index === 0 ? 'start' : `n${index - 1}`,
      sourceHandle: 'next',
      target: id,
    }))
    return { ...document, nodes: [...document.nodes.slice(0, 1), ...nodes], edges }
  }
  const set = (id, index) =>
    step(id, 'logic.set', { assignments: [{ name: `v${index}`, value: `{{ vars.v${index - 1} }}` }] })
  return [
    ['5,000 assignments in a row', chain(5000, set)],
    ['5,000 texts', chain(5000, (id) => step(id, 'tts', { text: 'Hello {{ caller.name | upcase }}.' }))],
    [
      '500 patterns',
      chain(500, (id, index) =>
        step(id, 'logic.condition', {
          combine: 'all',
          rules: [{ left: '{{ caller.number }}', op: 'matches', right: `(a{1,500}|b${index})` }],
        }),
      ),
    ],
    ['350,000 malformed steps', { schemaVersion: 1, nodes: many(350_000, () => []), edges: [] }],
    ['a text of 4 MB', saying('{{ a.b }}'.repeat(450_000))],
    [
      '20,000 loose connections',
      {
        ...saying('x'),
        edges: many(20_000, (index) => ({
          id: `e${index}`,
          source: 'start',
          sourceHandle: `p${index}`,
          target: 'say',
        })),
      },
    ],
  ]
}
