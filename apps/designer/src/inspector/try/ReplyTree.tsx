import type { Json, JsonPlace } from '@callflow-studio/model'
import { ChevronDown, ChevronRight, Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Kept } from './kept-values.ts'
import classes from './ReplyTree.module.css'
import { actOfKey } from './reply-keys.ts'
import { openAtFirst, type ReplyRow, replyRows, rowId, SHOWN_AT_ONCE } from './reply-rows.ts'

interface ReplyTreeProps {
  value: Json
  /** What is kept already, by the id of its place. */
  kept: ReadonlyMap<string, readonly Kept[]>
  pointedAt: JsonPlace | null
  onKeep: (place: JsonPlace) => void
}

/** A reply to pick values from: a press on a value, or Enter, keeps it; arrows walk and unfold. */
export function ReplyTree({ value, kept, pointedAt, onKeep }: ReplyTreeProps) {
  const { t } = useTranslation('inspector')
  const first = useMemo(() => openAtFirst(value), [value])
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({})
  const [shown, setShown] = useState<Readonly<Record<string, number>>>({})
  const [current, setCurrent] = useState('[]')
  const tree = useRef<HTMLDivElement>(null)
  const rows = replyRows(
    value,
    (id) => toggled[id] ?? first.has(id),
    (id) => shown[id] ?? SHOWN_AT_ONCE,
  )
  const reached = rows.some(({ id }) => id === current) ? current : '[]'

  const toggle = ({ id, isOpen }: ReplyRow) => setToggled({ ...toggled, [id]: !isOpen })
  const choose = (row: ReplyRow) => {
    if (row.more === 0) return onKeep(row.place)
    const id = rowId(row.place)
    setShown({ ...shown, [id]: (shown[id] ?? SHOWN_AT_ONCE) + SHOWN_AT_ONCE })
  }
  const goTo = ({ id }: ReplyRow) => tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus()
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = rows.findIndex(({ id }) => id === reached)
    const row = rows[at]
    const act = actOfKey(event.key, rows, at)
    if (!row || !act) return
    event.preventDefault()
    if (act.kind === 'go') goTo(act.to)
    else if (act.kind === 'toggle') toggle(row)
    else choose(row)
  }
  return (
    <div className={classes.tree} role="tree" aria-label={t('replyTree')} ref={tree} onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          names={row.more > 0 ? [] : (kept.get(row.id) ?? []).map(({ name }) => name)}
          isReached={row.id === reached}
          isPointedAt={pointedAt !== null && rowId(pointedAt) === row.id}
          onReach={() => setCurrent(row.id)}
          onPress={() => (row.more === 0 && row.count ? toggle(row) : choose(row))}
          onKeep={() => choose(row)}
        />
      ))}
    </div>
  )
}

interface RowProps {
  row: ReplyRow
  names: readonly string[]
  isReached: boolean
  isPointedAt: boolean
  onReach: () => void
  onPress: () => void
  onKeep: () => void
}

function Row({ row, names, isReached, isPointedAt, onReach, onPress, onKeep }: RowProps) {
  const { t } = useTranslation('inspector')
  const { id, level, key, count, isOpen, more } = row
  const holds = more === 0 && count !== null && count > 0
  const shown = shownValue(row)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the tree's
    <div
      role="treeitem"
      className={classes.row}
      style={{ paddingLeft: 4 + (level - 1) * 14 }}
      data-row={id}
      data-kept={names.length > 0 || undefined}
      aria-level={level}
      aria-expanded={holds ? isOpen : undefined}
      aria-selected={isPointedAt}
      tabIndex={isReached ? 0 : -1}
      onFocus={onReach}
      onClick={onPress}
    >
      <span className={classes.caret} aria-hidden>
        {holds && (isOpen ? <ChevronDown size={12} /> : <ChevronRight size={12} />)}
      </span>
      {more > 0 ? (
        <span className={classes.more}>{t('showMore', { count: Math.min(more, SHOWN_AT_ONCE) })}</span>
      ) : (
        <>
          <span className={classes.key}>{typeof key === 'number' ? `[${key}]` : (key ?? t('reply'))}</span>
          <span className={classes.value} data-kind={shown.kind} title={shown.text}>
            {count === null ? shown.text : t(Array.isArray(row.value) ? 'entries' : 'fields', { count })}
          </span>
          {names.length > 0 ? (
            <span className={classes.kept}>
              <span aria-hidden>→</span>
              <span className={classes.hidden}>{t('keptAs', { names: '' })}</span>
              {names.join(', ')}
            </span>
          ) : (
            <button
              type="button"
              className={classes.keep}
              tabIndex={-1}
              aria-hidden
              onClick={(event) => {
                event.stopPropagation()
                onKeep()
              }}
            >
              <Plus size={12} aria-hidden />
              {t('keepValue')}
            </button>
          )}
        </>
      )}
    </div>
  )
}

function shownValue({ value, count }: ReplyRow): { kind: string; text: string } {
  if (count !== null) return { kind: 'holder', text: '' }
  return { kind: typeof value, text: JSON.stringify(value) }
}
