import type { ClipboardEvent, KeyboardEvent } from 'react'
import { type CellPlace, type GridSize, HEAD, moveIn } from './grid-move.ts'

export interface GridKeys {
  size: GridSize
  place: CellPlace
  isEditing: boolean
  onMove: (place: CellPlace) => void
  /** Shift and an arrow: all rows up to there are selected. */
  onExtend: (place: CellPlace) => void
  /** A letter replaces the text of the cell, Enter continues with it (null). */
  onEdit: (text: string | null) => void
  onWrite: (text: string) => void
  /** Tabs and line breaks are a range of cells. */
  onPaste: (text: string) => void
  onSort: () => void
  onSelect: () => void
  onDelete: () => void
  /** Space on yes or no. */
  onToggle: (() => void) | null
  onUndo: () => void
  onTakeBack: (() => void) | null
  onLeave: () => void
  textHere: () => string
}

/** What keys do in the grid while no cell is being edited. */
export function useGridKeys(keys: GridKeys) {
  const act = (event: KeyboardEvent): boolean => {
    const { key, shiftKey } = event
    const ctrlKey = event.ctrlKey || event.metaKey
    const isHead = keys.place.row === HEAD
    const moved = moveIn(keys.size, keys.place, { key, shiftKey, ctrlKey })
    if (moved === 'out') return false
    const isStep = key === 'ArrowUp' || key === 'ArrowDown'
    if (moved && shiftKey && isStep && !isHead && moved.row !== HEAD) keys.onExtend(moved)
    else if (moved) keys.onMove(moved)
    else if (key === 'Enter' || key === 'F2') isHead ? keys.onSort() : keys.onEdit(null)
    else if (key === 'Escape') keys.onTakeBack ? keys.onTakeBack() : keys.onLeave()
    else if (key === 'z' && ctrlKey && !shiftKey) keys.onUndo()
    else if (isHead) return false
    else if (key === ' ' && shiftKey) keys.onSelect()
    else if (key === ' ' && keys.onToggle) keys.onToggle()
    else if (key === 'Delete' || key === 'Backspace') keys.onDelete()
    else if (key.length === 1 && !ctrlKey && !event.altKey) keys.onEdit(key)
    else return false
    return true
  }
  const isOwn = (event: { target: EventTarget; currentTarget: EventTarget }) =>
    !keys.isEditing && event.target === event.currentTarget
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (isOwn(event) && act(event)) event.preventDefault()
    },
    onPaste: (event: ClipboardEvent) => {
      if (!isOwn(event) || keys.place.row === HEAD) return
      event.preventDefault()
      keys.onPaste(event.clipboardData.getData('text/plain'))
    },
    onCopy: (event: ClipboardEvent) => {
      if (!isOwn(event) || keys.place.row === HEAD) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', keys.textHere())
    },
  }
}
