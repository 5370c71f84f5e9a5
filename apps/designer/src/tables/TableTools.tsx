import type { Table } from '@callflow-studio/model/api'
import { Button, Select, TextInput } from '@mantine/core'
import { Plus, Search, Trash2 } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowView } from './row-view.ts'
import classes from './TablePage.module.css'

interface TableToolsProps {
  table: Table
  view: RowView
  onView: (view: RowView) => void
  searchRef: RefObject<HTMLInputElement | null>
  /** How many rows are selected. */
  selected: number
  onAdd: () => void
  onDelete: () => void
  /** From the search into the grid. */
  onEnter: () => void
}

/** How long one types before rows are looked for. */
const QUIET_MS = 250

export function TableTools({ table, view, onView, searchRef, selected, onAdd, onDelete, onEnter }: TableToolsProps) {
  const { t } = useTranslation('tables')
  const [text, setText] = useState(view.text)
  const [seen, setSeen] = useState(view.text)
  if (seen !== view.text) {
    setSeen(view.text)
    setText(view.text)
  }
  useEffect(() => {
    if (text === view.text) return
    const timer = setTimeout(() => onView({ ...view, text }), QUIET_MS)
    return () => clearTimeout(timer)
  }, [text, view, onView])
  return (
    <div className={classes.tools}>
      <Select
        className={classes.where}
        aria-label={t('whereLabel')}
        allowDeselect={false}
        value={view.where}
        data={[
          { value: 'key', label: t('whereKey', { key: table.keyColumn }) },
          { value: 'any', label: t('whereAny') },
        ]}
        onChange={(where) => onView({ ...view, where: where === 'any' ? 'any' : 'key' })}
      />
      <TextInput
        ref={searchRef}
        className={classes.search}
        type="search"
        leftSection={<Search size={16} aria-hidden />}
        aria-label={t('findRows')}
        placeholder={t('findRows')}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
          event.preventDefault()
          if (text !== view.text) onView({ ...view, text })
          onEnter()
        }}
      />
      <span className={classes.gap} />
      {selected > 0 && (
        <Button color="red" variant="light" leftSection={<Trash2 size={16} aria-hidden />} onClick={onDelete}>
          {t('deleteRows', { count: selected })}
        </Button>
      )}
      <Button variant="filled" leftSection={<Plus size={16} aria-hidden />} onClick={onAdd}>
        {t('addRow')}
      </Button>
    </div>
  )
}
