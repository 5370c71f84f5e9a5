/**
 * PostgreSQL beside SQLite: calls, table reads, saves, publishing, an import, and the Calls page with a full log. Both studios are
 * on the same core and take turns; PostgreSQL, with the settings it comes with, is on any core of the same machine. The log is
 * filled behind the studios' backs, with the request of a call, many times.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Database from 'better-sqlite3'
import pg from 'pg'
import { startPostgres } from '../src/testing/postgres-server.ts'
import { frontDeskOf, median, post, request, shoot, startStudio, stopAll } from './tools.mjs'
import { cpuSeconds, hasCpuTimes, studioProcesses } from './workers.mjs'

const ROUNDS = 5
const ROUND_S = 3
const CONNECTIONS = 20
const SAVES = 40
const IMPORTS = 3
const IMPORTED_ROWS = 100_000
const TABLE_ROWS = 1000
const PAGES = 7
/** The log reaches this far back. */
const LOG_DAYS = 9
const DAY_MICROS = 24 * 60 * 60 * 1_000_000

/** @param loggedRequests how many the call log holds for the Calls page */
export async function benchPostgres(loggedRequests) {
  const server = await startPostgres([])
  if (server === null)
    return console.log('\nPostgreSQL beside SQLite is left out: there are no binaries for this platform.')
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-bench-'))
  try {
    const start = async (where) => {
      const before = processes()
      const url = await startStudio({ CALL_LOG_MAX_MB: '20000', ...where })
      return { url, pids: processes().filter((pid) => !before.includes(pid)) }
    }
    const stores = [
      { ...(await start({ DATA_DIR: dataDir })), fill: (count) => fillSqlite(dataDir, count) },
      {
        ...(await start({ DATABASE_URL: server.url })),
        fill: (count) => fillPostgres(server.url, count),
      },
    ]
    console.log(`\nSQLite and PostgreSQL, ${ROUNDS} rounds by turns\n${line(['', 'SQLite', 'PostgreSQL', 'ratio'])}`)
    await compareCalls(stores)
    await compareChanges(stores)
    await compareImports(stores)
    await compareCallsPage(stores, loggedRequests)
  } finally {
    await stopAll()
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const processes = () => (hasCpuTimes ? studioProcesses() : [])

/** Requests per second, with the call log. */
async function compareCalls(stores) {
  const tables = []
  const liveTables = []
  for (const { url } of stores) {
    tables.push(await publishTableRead(url, false))
    liveTables.push(await publishTableRead(url, true))
  }
  const scenes = {
    'Front desk': await Promise.all(stores.map(({ url }) => frontDeskOf(url))),
    'Table read': tables,
    'Read of a live table': liveTables,
  }
  for (const [what, urls] of Object.entries(scenes)) {
    for (const url of urls) await shoot(url, CONNECTIONS, 2, false) // warm
    const perCpuSecond = stores.map(() => [])
    const taken = await byTurns(ROUNDS, [...stores.keys()], async (index) => {
      const begun = cpuSeconds(stores[index].pids)
      const { requests, perSecond } = await shoot(urls[index], CONNECTIONS, ROUND_S, false)
      perCpuSecond[index].push(requests / (cpuSeconds(stores[index].pids) - begun))
      return perSecond
    })
    tell(`${what}, requests/s`, taken)
    if (hasCpuTimes) tell(`${what}, requests per CPU second`, perCpuSecond)
  }
}

/** One after the other, as one person makes them. */
async function compareChanges(stores) {
  const flows = new Map()
  for (const { url } of stores)
    flows.set(url, await post(url, '/api/flows', { name: 'Changing', document: saying('0') }))
  const published = new Map(stores.map(({ url }) => [url, []]))
  const saves = await byTurns(ROUNDS, stores, async ({ url }) => {
    const flow = flows.get(url)
    let savingMs = 0
    let publishingMs = 0
    for (let count = 0; count < SAVES; count++) {
      const document = saying(`Save ${flow.revision}.`)
      savingMs += await timed(async () => {
        const saved = await send(url, 'PUT', `/api/flows/${flow.id}`, {
          name: 'Changing',
          document,
          revision: flow.revision,
        })
        flow.revision = saved.revision
      })
      publishingMs += await timed(() => post(url, `/api/flows/${flow.id}/publish`, {}))
    }
    published.get(url).push((SAVES * 1000) / publishingMs)
    return (SAVES * 1000) / savingMs
  })
  tell('saves/s', saves)
  tell('publishes/s', [...published.values()])
}

async function compareImports(stores) {
  const csv = `key,value\n${Array.from({ length: IMPORTED_ROWS }, (_, row) => `+1415${row},Name ${row}\n`).join('')}`
  const tables = new Map()
  for (const { url } of stores) tables.set(url, await createTable(url, 'Imported'))
  const took = await byTurns(IMPORTS, stores, ({ url }) => timed(() => importCsv(url, tables.get(url), csv)))
  tell(`import of ${IMPORTED_ROWS.toLocaleString('en')} rows, ms`, took)
}

async function compareCallsPage(stores, loggedRequests) {
  for (const { url, fill } of stores) {
    while ((await get(url, '/api/calls?limit=1')).calls.length === 0) await wait(100)
    const ms = await timed(() => fill(loggedRequests))
    console.log(`  (filled ${url} with ${loggedRequests.toLocaleString('en')} requests in ${(ms / 1000).toFixed(0)} s)`)
  }
  const { calls } = await get(stores[0].url, '/api/calls?limit=1')
  const middleOfLog = Number(calls[0].id) - (LOG_DAYS * DAY_MICROS) / 2
  const lastCall = Math.floor(loggedRequests / 2 / 3)
  for (const { url } of stores) {
    const ms = await timed(async () => {
      while ((await get(url, '/api/calls/summaries?limit=1')).pending > 0) await wait(1000)
    })
    console.log(`  (${url} has made calls of them after ${(ms / 1000).toFixed(0)} s)`)
  }
  const from = new Date((middleOfLog - DAY_MICROS / 24) / 1000).toISOString()
  const to = new Date(middleOfLog / 1000).toISOString()
  const queries = {
    'newest page': () => '/summaries?limit=100',
    'page in the middle': () => `/summaries?limit=100&before=${Math.round(middleOfLog)}`,
    'page of one flow': (flowId) => `/summaries?limit=100&flow=${flowId}`,
    'failed or slow': () => '/summaries?limit=100&failed=true&slow=true',
    'an hour of one flow': (flowId) => `/summaries?limit=100&flow=${flowId}&from=${from}&to=${to}`,
    'a caller': () => `/summaries?limit=100&caller=${encodeURIComponent(numberOf(lastCall))}`,
    'one call': () => `?limit=100&callId=filled-${lastCall}`,
    'search of a number': () => `/summaries?limit=100&q=${encodeURIComponent(numberOf(lastCall))}`,
    'search of words that all calls have': () => '/summaries?limit=100&q=front+desk',
    'search in vain': () => '/summaries?limit=100&q=nobody-has-this',
  }
  for (const [what, queryOf] of Object.entries(queries)) {
    const asked = await Promise.all(
      stores.map(async ({ url }) => `${url}/api/calls${queryOf(await frontDeskIdOf(url))}`),
    )
    for (const each of asked) await get(each, '') // warm
    tell(`Calls, ${what}, ms`, await byTurns(PAGES, asked, (each) => timed(() => get(each, ''))))
  }
}

/** @returns for each of the things, what was measured; who goes first changes */
async function byTurns(rounds, things, measure) {
  const taken = things.map(() => [])
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? [...things.keys()] : [...things.keys()].toReversed()
    for (const index of order) taken[index].push(await measure(things[index]))
  }
  return taken
}

/** The ratio is of each pair of neighbours: what disturbs one of them disturbs the other. */
function tell(what, [sqlite, postgres]) {
  const ratio = median(postgres.map((value, round) => value / sqlite[round]))
  console.log(line([what, figure(median(sqlite)), figure(median(postgres)), ratio.toFixed(2)]))
}

const figure = (value) => (value < 100 ? value.toFixed(1) : value.toFixed(0))
const line = ([what, ...figures]) => `  ${what.padEnd(44)}${figures.map((each) => each.padStart(12)).join('')}`

async function timed(work) {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function send(url, method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

const get = async (url, path) => (await fetch(url + path)).json()

async function frontDeskIdOf(url) {
  const { flows } = await get(url, '/api/flows')
  return flows.find(({ name }) => name === 'Front desk').id
}

async function createTable(url, name, live = false) {
  const columns = ['key', 'value'].map((column) => ({ name: column, type: 'text' }))
  return (await post(url, '/api/tables', { name, columns, keyColumn: 'key', live })).id
}

async function importCsv(url, table, csv) {
  const sent = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv }
  const response = await fetch(`${url}/api/tables/${table}/import`, sent)
  if (!response.ok) throw new Error(`The import got ${response.status}: ${await response.text()}`)
}

/** @returns the Pivot URL of a flow that reads one row of a table */
async function publishTableRead(url, live) {
  const table = await createTable(url, `Read ${live}`, live)
  await importCsv(
    url,
    table,
    `key,value\n${Array.from({ length: TABLE_ROWS }, (_, row) => `${row},${row}\n`).join('')}`,
  )
  const look = { table, column: 'key', key: '500', assign: [{ name: 'value', column: 'value' }] }
  const { id, pivotUrl } = await post(url, '/api/flows', {
    name: 'Table read',
    document: flowOf(
      [
        ['look', 'data.table', look],
        ['say', 'tts', { text: '{{ vars.value }}' }],
      ],
      [
        ['start', 'next', 'look'],
        ['look', 'found', 'say'],
      ],
    ),
  })
  await post(url, `/api/flows/${id}/publish`, {})
  const answer = await (await fetch(pivotUrl, request)).text()
  if (!answer.includes('500')) throw new Error(`The table read answered ${answer}`)
  return pivotUrl
}

const saying = (text) => flowOf([['say', 'tts', { text }]], [['start', 'next', 'say']])

const flowOf = (steps, edges) => ({
  schemaVersion: 1,
  nodes: [['start', 'start', {}], ...steps].map(([id, type, data], row) => ({
    id,
    type,
    position: { x: 0, y: row * 140 },
    data,
  })),
  edges: edges.map(([source, sourceHandle, target], index) => ({ id: `e${index}`, source, sourceHandle, target })),
})

/** Kept as they are of the request that is multiplied. */
const COPIED = `flow_id, flow_name, version, caller_name, called, status, took_ms, error, warnings, asked_for, method, url,
  request_type, request_body, response_type, response_body, nodes, variables, look_ups`
const numberOf = (call) => `+1415${String(call).padStart(7, '0')}`

/** Calls of three requests each, evenly back from the oldest one; one request of a thousand failed. */
const fillStatement = ({ series, stepMicros, time, pad }) => `insert into call_requests
  (id, at, call_id, caller_number, hop, state, ${COPIED})
  select oldest - 1 - i * ${stepMicros}, ${time(`oldest - 1 - i * ${stepMicros}`)}, 'filled-' || (i / 3),
    '+1415' || ${pad('i / 3')}, 3 - i % 3, case when i % 1000 = 0 then 'error' else state end, ${COPIED}
  from ${series}, (select * from call_requests order by id desc limit 1) as copied,
    (select min(id) as oldest from call_requests) as there`

const stepOf = (count) => Math.floor((LOG_DAYS * DAY_MICROS) / count)

/** Fills the log of a studio that has answered at least one request, behind its back. */
export async function fillSqlite(dataDir, count) {
  const database = new Database(join(dataDir, 'calls.sqlite'))
  database.exec(
    `with recursive numbers (i) as (values (0) union all select i + 1 from numbers where i < ${count - 1}) ${fillStatement(
      {
        series: 'numbers',
        stepMicros: stepOf(count),
        time: (id) => `(${id}) / 1000`,
        pad: (value) => `printf('%07d', ${value})`,
      },
    )}`,
  )
  database.close()
  await wait(100) // nothing else happened meanwhile: connections that were closed are noticed now
}

async function fillPostgres(url, count) {
  const client = new pg.Client(url)
  await client.connect()
  const today = Math.floor((Date.now() * 1000) / DAY_MICROS)
  for (let day = today - LOG_DAYS - 1; day <= today; day++) {
    const name = new Date((day * DAY_MICROS) / 1000).toISOString().slice(0, 10).replaceAll('-', '')
    await client.query(
      `create table if not exists call_requests_${name} partition of call_requests
       for values from (${day * DAY_MICROS}) to (${(day + 1) * DAY_MICROS})`,
    )
  }
  await client.query(
    fillStatement({
      series: `generate_series(0::bigint, ${count - 1}) as numbers (i)`,
      stepMicros: stepOf(count),
      time: (id) => `to_timestamp((${id}) / 1000000.0)`,
      pad: (value) => `lpad((${value})::text, 7, '0')`,
    }),
  )
  await client.query('vacuum analyze call_requests') // as the server does a minute later
  await client.end()
}
