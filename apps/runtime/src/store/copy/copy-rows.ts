/**
 * Copies all rows of all tables, in the order of their keys, so that a copy which was cut off is a beginning of the whole. What is
 * there already is compared first, and everything at the end: the number of rows of each table and a digest of them.
 */
import { createHash, type Hash } from 'node:crypto'
import { MaintenanceError } from '../maintenance-error.ts'
import { type CanonicalRow, keyOf } from './canonical.ts'
import { COPIED_TABLES, type CopiedTable, TABLE_ROWS } from './copied-tables.ts'
import type { CopySource, CopyTarget } from './copy-ends.ts'

export interface CopyProgress {
  /** What is copied is compared afterwards. */
  step: 'copy' | 'compare'
  table: string
  /** Rows that are there, or that were compared. */
  done: number
  total: number
}

export interface CopiedRows {
  table: string
  rows: number
  /** Rows that were not there before. */
  written: number
  /** SHA-256 of all rows, on both sides. */
  digest: string
}

/**
 * @param targetName for sentences
 * @throws MaintenanceError where the target holds other data, or what was written is not what was read
 */
export async function copyRows(
  source: CopySource,
  target: CopyTarget,
  targetName: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<CopiedRows[]> {
  const counters = await source.counters()
  const before = await target.counters()
  const begun = new Map<CopiedTable, Passed>()
  for (const table of COPIED_TABLES) begun.set(table, await compareBeginning(source, target, table, targetName))
  for (const name of ['epoch', 'generation'] as const)
    if (before[name] > counters[name]) throw holdsOther(targetName, 'changes')

  await target.setUnfinished(true)
  const copied = []
  for (const table of COPIED_TABLES) copied.push(await copyTable(source, target, table, begun, onProgress))
  await target.setCounters(counters)
  for (const { table, passed } of copied) await verify(target, table, passed, targetName, onProgress)
  await target.setUnfinished(false)
  return copied.map(({ table, passed, written }) => ({
    table: table.name,
    rows: passed.rows,
    written,
    digest: digestOf(passed),
  }))
}

/** Rows of one table, read so far. */
interface Passed {
  rows: number
  cells: number
  hash: Hash
  /** The key of the last row; null: none was read. */
  last: CanonicalRow | null
}

const nothingPassed = (): Passed => ({ rows: 0, cells: 0, hash: createHash('sha256'), last: null })

function pass(passed: Passed, table: CopiedTable, rows: readonly CanonicalRow[]): void {
  const last = rows.at(-1)
  if (last === undefined) return
  passed.hash.update(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  if (table === TABLE_ROWS) for (const row of rows) passed.cells += Object.keys(cellsOf(row)).length
  passed.last = keyOf(table, last)
  passed.rows += rows.length
}

const CELLS = Object.keys(TABLE_ROWS.columns).indexOf('cells')
const cellsOf = (row: CanonicalRow): Record<string, unknown> => JSON.parse(String(row[CELLS]))

/** @returns what both have in common: all of the target */
async function compareBeginning(
  source: CopySource,
  target: CopyTarget,
  table: CopiedTable,
  targetName: string,
): Promise<Passed> {
  const [read, there] = [nothingPassed(), nothingPassed()]
  for (;;) {
    const rows = await target.read(table, there.last)
    if (rows.length === 0) return read
    pass(there, table, rows)
    const same = await source.read(table, read.last)
    pass(
      read,
      table,
      same.slice(0, rows.length).map((row) => target.adapt(table, row)),
    )
    if (read.rows !== there.rows || digestOf(read) !== digestOf(there)) throw holdsOther(targetName, table.name)
  }
}

const digestOf = ({ hash }: Passed): string => hash.copy().digest('hex')

const holdsOther = (targetName: string, table: string): MaintenanceError =>
  new MaintenanceError(
    `${targetName} holds other data (${table.replaceAll('_', ' ')}). Copy to an empty one, or replace what is there with --replace.`,
  )

async function copyTable(
  source: CopySource,
  target: CopyTarget,
  table: CopiedTable,
  begun: ReadonlyMap<CopiedTable, Passed>,
  onProgress: (progress: CopyProgress) => void,
): Promise<{ table: CopiedTable; passed: Passed; written: number }> {
  const passed = begun.get(table) ?? nothingPassed()
  const total = await source.count(table)
  const first = passed.rows
  for (;;) {
    onProgress({ step: 'copy', table: table.name, done: passed.rows, total })
    const rows = (await source.read(table, passed.last)).map((row) => target.adapt(table, row))
    if (rows.length === 0) return { table, passed, written: passed.rows - first }
    await target.write(table, rows)
    pass(passed, table, rows)
  }
}

async function verify(
  target: CopyTarget,
  table: CopiedTable,
  passed: Passed,
  targetName: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<void> {
  const there = nothingPassed()
  for (;;) {
    onProgress({ step: 'compare', table: table.name, done: there.rows, total: passed.rows })
    const rows = await target.read(table, there.last)
    if (rows.length === 0) break
    pass(there, table, rows)
  }
  const hasCells = table !== TABLE_ROWS || (await target.countCells()) === passed.cells
  if (hasCells && there.rows === passed.rows && digestOf(there) === digestOf(passed)) return
  throw new MaintenanceError(
    `${targetName} does not hold what was copied (${table.name.replaceAll('_', ' ')}). Empty it and copy again while no server uses it.`,
  )
}
