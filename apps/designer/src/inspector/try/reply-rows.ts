/** A reply as the lines of a tree: which places show, and what each of them says. */
import type { Json, JsonPlace } from '@callflow-studio/model'

export interface ReplyRow {
  /** Names the place: the same for the same place of any reply. */
  id: string
  place: JsonPlace
  /** 1 at the top. */
  level: number
  /** The name or index in what holds it; null for the reply itself. */
  key: string | number | null
  value: Json
  /** What it holds: names of an object, entries of a list; null for a value that holds nothing. */
  count: number | null
  isOpen: boolean
  /** On a line of its own behind the entries that show: how many do not. 0 on all other lines. */
  more: number
}

export const rowId = (place: JsonPlace): string => JSON.stringify(place)

/** So much of a list or object shows at first, and again at each press of More. */
export const SHOWN_AT_ONCE = 50

/**
 * @param isOpen asked by id for what holds something
 * @param shownOf how many entries of it show
 */
export function replyRows(
  value: Json,
  isOpen: (id: string) => boolean,
  shownOf: (id: string) => number = () => SHOWN_AT_ONCE,
): readonly ReplyRow[] {
  const rows: ReplyRow[] = []
  const add = (inner: Json, place: JsonPlace): void => {
    const id = rowId(place)
    const entries = entriesOf(inner)
    const row: ReplyRow = {
      id,
      place,
      level: place.length + 1,
      key: place.at(-1) ?? null,
      value: inner,
      count: entries === null ? null : entries.length,
      isOpen: entries !== null && entries.length > 0 && isOpen(id),
      more: 0,
    }
    rows.push(row)
    if (entries === null || !row.isOpen) return
    for (const [key, held] of entries.slice(0, shownOf(id))) add(held, [...place, key])
    const more = Math.max(0, entries.length - shownOf(id))
    if (more > 0) rows.push({ ...row, id: `${id}+`, level: row.level + 1, more })
  }
  add(value, [])
  return rows
}

/** What is unfolded when a reply comes: the top, then level by level as long as few lines show. */
export function openAtFirst(value: Json, mostRows = 24): ReadonlySet<string> {
  const open = new Set<string>()
  let rows = 1
  let level: readonly (readonly [Json, JsonPlace])[] = [[value, []]]
  while (level.length > 0) {
    const next: (readonly [Json, JsonPlace])[] = []
    for (const [inner, place] of level) {
      const entries = entriesOf(inner)
      if (!entries || entries.length === 0) continue
      const shown = Math.min(entries.length, SHOWN_AT_ONCE)
      if (place.length > 0 && rows + shown > mostRows) continue
      rows += shown
      open.add(rowId(place))
      for (const [key, held] of entries.slice(0, shown)) next.push([held, [...place, key]])
    }
    level = next
  }
  return open
}

/** Own names of an object, indices of a list; null for text, number, yes-no and nothing. */
function entriesOf(value: Json): (readonly [string | number, Json])[] | null {
  if (Array.isArray(value)) return value.map((held, index) => [index, held])
  return typeof value === 'object' && value !== null ? Object.entries(value) : null
}
