/** The way a suggested call is to take through the drawing: always on to the next exit that no call has taken. */
import { type DrawnExit, type DrawnExits, exitKey } from './drawn-exits.ts'

/** A call that is planned further than this is one that nobody reads. */
const MAX_PLANNED = 60

export interface Aims {
  wanted: ReadonlySet<string>
  /** Exits that could not be taken where they were wanted. */
  blocked: ReadonlySet<string>
}

/** @returns exits one after the other, from a step on; none where nothing that is wanted can be reached from there */
export function planFrom(drawn: DrawnExits, nodeId: string, { wanted, blocked }: Aims): DrawnExit[] {
  const left = new Set(wanted)
  const plan: DrawnExit[] = []
  let at: string | null = nodeId
  while (at !== null && plan.length < MAX_PLANNED) {
    const part = shortest(drawn, at, left, blocked)
    if (part.length === 0) break
    for (const exit of part) left.delete(exitKey(exit))
    plan.push(...part)
    at = part.at(-1)?.target ?? null
  }
  return plan
}

/** @returns the exit of a step by which a call gets out of the flow soonest; null where none leads out */
export function exitOut({ exitsOf }: DrawnExits, nodeId: string): DrawnExit | null {
  const cameBy = new Map<string, DrawnExit | null>([[nodeId, null]])
  for (const id of cameBy.keys())
    for (const exit of exitsOf(id)) {
      const leads = exit.target === null || exitsOf(exit.target).length === 0
      if (leads) return pathTo(id, cameBy)[0] ?? exit
      if (exit.target !== null && !cameBy.has(exit.target)) cameBy.set(exit.target, exit)
    }
  return null
}

/** Breadth first, so that of several exits the nearest is taken. */
function shortest(
  { exitsOf }: DrawnExits,
  from: string,
  wanted: ReadonlySet<string>,
  blocked: ReadonlySet<string>,
): DrawnExit[] {
  const cameBy = new Map<string, DrawnExit | null>([[from, null]])
  for (const nodeId of cameBy.keys())
    for (const exit of exitsOf(nodeId)) {
      if (blocked.has(exitKey(exit))) continue
      if (wanted.has(exitKey(exit))) return [...pathTo(nodeId, cameBy), exit]
      if (exit.target !== null && !cameBy.has(exit.target)) cameBy.set(exit.target, exit)
    }
  return []
}

function pathTo(nodeId: string, cameBy: ReadonlyMap<string, DrawnExit | null>): DrawnExit[] {
  const path: DrawnExit[] = []
  for (let exit = cameBy.get(nodeId); exit; exit = cameBy.get(exit.nodeId)) path.unshift(exit)
  return path
}
