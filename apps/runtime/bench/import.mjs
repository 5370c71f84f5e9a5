/**
 * Bringing in a callflow of 2,000 modules, creating a flow of it and publishing that, beside the least that reading and
 * writing it takes: `JSON.parse` and `JSON.stringify` of the same text.
 */
import { largeCallflow } from './large-callflow.mjs'
import { median, post } from './tools.mjs'

const MODULES = 2000
const ROUNDS = 5
/** Together, so that a person does not wait; on a machine that does little else. */
const MAX_MS = 3000
/** A change is wanted on the next call. */
const MAX_PUBLISH_MS = 1000

/** @param studio its address @returns whether it is fast enough */
export async function benchImport(studio) {
  const text = largeCallflow(MODULES)
  const took = { import: [], create: [], publish: [], baseline: [] }
  for (let round = 0; round < ROUNDS; round++) {
    took.baseline.push(await timed(() => JSON.stringify(JSON.parse(text))))
    let drawn
    took.import.push(
      await timed(async () => (drawn = await post(studio, '/api/import', { format: 'callflow', source: text }))),
    )
    let flow
    took.create.push(
      await timed(async () => (flow = await post(studio, '/api/flows', { name: 'Large', document: drawn.document }))),
    )
    took.publish.push(await timed(() => post(studio, `/api/flows/${flow.id}/publish`, {})))
  }
  const ms = Object.fromEntries(Object.entries(took).map(([name, all]) => [name, median(all)]))
  const whole = ms.import + ms.create + ms.publish
  console.log(`\n${MODULES} modules (${Math.round(text.length / 1024)} KiB), the middle of ${ROUNDS} rounds`)
  console.log(
    `  import ${ms.import.toFixed(0)} ms   create ${ms.create.toFixed(0)} ms   publish ${ms.publish.toFixed(0)} ms (below ${MAX_PUBLISH_MS})   together ${whole.toFixed(0)} ms (below ${MAX_MS})`,
  )
  console.log(
    `  baseline (parse and write the same text) ${ms.baseline.toFixed(1)} ms   ratio ${(whole / ms.baseline).toFixed(0)}`,
  )
  return whole < MAX_MS && ms.publish < MAX_PUBLISH_MS
}

async function timed(work) {
  const start = performance.now()
  await work()
  return performance.now() - start
}
