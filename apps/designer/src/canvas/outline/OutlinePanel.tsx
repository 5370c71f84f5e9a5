/**
 * The flow as a nested list in call order: for users who do not see the drawing, or want to read it. Rows are steps:
 * what keys do to a card on the canvas they do to its row here.
 */
import { ActionIcon } from '@mantine/core'
import { ListTree, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { pickPort } from '../actions/add-actions.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusStep } from '../tools/focus.ts'
import { currentStep } from '../tools/selection.ts'
import classes from './Outline.module.css'
import { OutlineRowView } from './OutlineRowView.tsx'
import { type OutlineRow, outlineRows, parentOf } from './outline-rows.ts'

export function OutlinePanel({ tools }: { tools: ActionTools }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const selection = useStudio((state) => state.selection)
  const rows = useMemo(() => outlineRows(document), [document])
  const [focused, setFocused] = useState<string | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const chosen = selection.at(-1)
  const entry = rows.find(({ id }) => id === focused) ?? rows.find(({ id }) => id === chosen) ?? rows[0]

  const [first] = useState(() => currentStep() ?? rows[0]?.id)
  useEffect(() => {
    list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(first ?? '')}"]`)?.focus()
  }, [first])

  const focusRow = (row: OutlineRow | undefined) => {
    if (row) list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus()
  }
  const close = () => {
    tools.store.getState().closeLists()
    tools.store.getState().set({ isOutlineOpen: false })
    requestAnimationFrame(() => focusStep(tools.root, studioStore.getState().selection.at(-1) ?? null))
  }
  const open = (row: OutlineRow) => {
    if (row.kind === 'step') studioStore.getState().goTo(row.node.id, FIRST_FIELD)
    else if (row.kind === 'repeat') focusRow(rows.find(({ id }) => id === row.node.id))
    else pickPort(tools, row.node.id, 'add')
  }
  const onKeyDown = (event: KeyboardEvent, row: OutlineRow, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    switch (event.key) {
      case 'ArrowDown':
        focusRow(rows[index + 1])
        break
      case 'ArrowUp':
        focusRow(rows[index - 1])
        break
      case 'ArrowLeft':
        focusRow(rows[parentOf(rows, index)])
        break
      case 'ArrowRight':
        if ((rows[index + 1]?.depth ?? 0) > row.depth) focusRow(rows[index + 1])
        break
      case 'Home':
        focusRow(rows[0])
        break
      case 'End':
        focusRow(rows.at(-1))
        break
      case 'Enter':
        open(row)
        break
      case 'F2':
        setRenaming(row.node.id)
        break
      case 'Escape':
        close()
        break
      case 'Tab':
        // On to the next part of the page: a list is one stop.
        event.stopPropagation()
        return
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className={`${classes.panel} nowheel nopan nodrag`} aria-label={t('outline.title')} data-outline>
      <header className={classes.head}>
        <ListTree size={16} aria-hidden />
        <h2>{t('outline.title')}</h2>
        <span>{t('outline.order')}</span>
        <ActionIcon size="sm" aria-label={t('outline.close')} onClick={close}>
          <X size={15} aria-hidden />
        </ActionIcon>
      </header>
      <div ref={list} className={classes.list} role="tree" aria-label={t('outline.title')} aria-multiselectable>
        {rows.map((row, index) => (
          <OutlineRowView
            key={row.id}
            row={row}
            isSelected={row.kind === 'step' && selection.includes(row.node.id)}
            isEntry={row === entry}
            isRenaming={row.kind === 'step' && renaming === row.node.id}
            onRenamed={() => {
              setRenaming(null)
              focusRow(row)
            }}
            onFocus={() => {
              setFocused(row.id)
              const { selection: before, select } = studioStore.getState()
              if (before.length !== 1 || before[0] !== row.node.id) select([row.node.id])
              studioStore.setState({ revealNode: row.node.id })
            }}
            onOpen={() => open(row)}
            onKeyDown={(event) => onKeyDown(event, row, index)}
          />
        ))}
      </div>
    </section>
  )
}

/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''
