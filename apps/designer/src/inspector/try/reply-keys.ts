import type { ReplyRow } from './reply-rows.ts'

export type ReplyAct = { kind: 'go'; to: ReplyRow } | { kind: 'toggle' } | { kind: 'choose' }

/** @returns what a key does on a line of the tree, as trees do; null for keys that are none of its. */
export function actOfKey(key: string, rows: readonly ReplyRow[], at: number): ReplyAct | null {
  const row = rows[at]
  if (!row) return null
  const go = (to: ReplyRow | undefined): ReplyAct => ({ kind: 'go', to: to ?? row })
  const holds = row.more === 0 && row.count !== null && row.count > 0
  switch (key) {
    case 'ArrowDown':
      return go(rows[at + 1])
    case 'ArrowUp':
      return go(rows[at - 1])
    case 'Home':
      return go(rows[0])
    case 'End':
      return go(rows.at(-1))
    case 'ArrowRight':
      if (!holds) return go(row)
      return row.isOpen ? go(rows[at + 1]) : { kind: 'toggle' }
    case 'ArrowLeft':
      if (holds && row.isOpen) return { kind: 'toggle' }
      return go(rows.slice(0, at).findLast(({ level }) => level < row.level))
    case 'Enter':
    case ' ':
      return { kind: 'choose' }
    default:
      return null
  }
}
