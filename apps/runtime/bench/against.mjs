/**
 * `npm run bench -- --against <checkout>`: this checkout beside another one, which has been built. Both answer the front-desk
 * example's first request, in rounds that alternate, each server on the same core while the other one rests; and both bring
 * an imported callflow on the screen. Fails where this one is more than 3 % worse.
 */
import { resolve } from 'node:path'
import { MODULES, onScreen } from './on-screen.mjs'
import { frontDeskOf, here, median, shoot, startStudio } from './tools.mjs'

const ROUNDS = 15
const ROUND_S = 2
const MAX_SLOWDOWN = 0.03

/** @param checkout its root @returns whether this checkout is no slower, but for 3 % */
export async function benchAgainst(checkout) {
  const checkouts = { this: resolve(here, '../../..'), other: resolve(process.env.INIT_CWD ?? '.', checkout) }
  const isGood = []
  for (const [mode, isKept] of [
    ['closed', false],
    ['kept', true],
  ]) {
    const environment = { PIVOT_KEEP_ALIVE: String(isKept) }
    const urls = {}
    for (const [name, path] of Object.entries(checkouts))
      urls[name] = await frontDeskOf(await startStudio(environment, path))
    for (const connections of [5, 50]) isGood.push(await compare(urls, mode, isKept, connections))
  }
  isGood.push(await compareOnScreen(checkouts))
  return isGood.every(Boolean)
}

async function compare(urls, mode, isKept, connections) {
  const shots = { this: [], other: [] }
  for (const url of Object.values(urls)) await shoot(url, connections, 3, isKept) // warm
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? ['this', 'other'] : ['other', 'this']
    for (const name of order) shots[name].push(await shoot(urls[name], connections, ROUND_S, isKept))
  }
  const ratioOf = (key) => median(shots.this.map((shot, round) => shot[key] / shots.other[round][key]))
  const figures = { perSecond: ratioOf('perSecond'), p50: ratioOf('p50'), p99: ratioOf('p99') }
  console.log(
    `\n${mode}, ${connections} connections, ${ROUNDS} pairs of ${ROUND_S} s: requests/s ${figures.perSecond.toFixed(3)} of the other's, p50 ${figures.p50.toFixed(3)}, p99 ${figures.p99.toFixed(3)}`,
  )
  return figures.perSecond >= 1 - MAX_SLOWDOWN
}

async function compareOnScreen(checkouts) {
  const scenes = {}
  for (const [name, path] of Object.entries(checkouts)) scenes[name] = [await startStudio({}, path), MODULES]
  const figures = await onScreen(scenes)
  if (!figures) return true
  const ratio = figures.this / figures.other
  console.log(
    `\n${MODULES} modules on screen: ${figures.this.toFixed(0)} ms, the other ${figures.other.toFixed(0)} ms, ratio ${ratio.toFixed(3)}`,
  )
  return ratio <= 1 + MAX_SLOWDOWN
}
