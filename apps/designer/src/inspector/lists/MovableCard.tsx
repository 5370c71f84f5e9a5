import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronUp, GripVertical, Trash2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../form/Controls.module.css'
import classes from './MovableCard.module.css'

interface MovableCardProps {
  /** The list, so that nothing is dropped from another one. */
  list: string
  index: number
  count: number
  /** "Phone 2": names the entry, and what its buttons do. */
  name: string
  title: ReactNode
  onMove: (from: number, to: number) => void
  onRemove: () => void
  children?: ReactNode
}

const DRAG_TYPE = 'application/x-list-entry'

/** An entry of a list whose order counts: moved by its handle, by Alt and an arrow key, or by its buttons. */
export function MovableCard({ list, index, count, name, title, onMove, onRemove, children }: MovableCardProps) {
  const { t } = useTranslation('inspector')
  const [isOver, setOver] = useState(false)
  const card = useRef<HTMLFieldSetElement>(null)
  const type = `${DRAG_TYPE}-${list}`.toLowerCase()
  /** The cursor goes along with the entry, to the same button of its new place, or its handle at the end of the list. */
  const moveWithCursor = (to: number, button: 'handle' | 'up' | 'down') => {
    if (to < 0 || to >= count) return
    const neighbour = to < index ? card.current?.previousElementSibling : card.current?.nextElementSibling
    onMove(index, to)
    const isLast = (button === 'up' && to === 0) || (button === 'down' && to === count - 1)
    neighbour?.querySelector<HTMLElement>(`[data-move="${isLast ? 'handle' : button}"]`)?.focus()
  }
  return (
    <fieldset
      ref={card}
      className={`${controls.card} ${classes.card}`}
      aria-label={name}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(type)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const from = event.dataTransfer.getData(type)
        if (from !== '') onMove(Number(from), index)
      }}
    >
      <div className={classes.head}>
        <button
          type="button"
          className={classes.handle}
          data-move="handle"
          draggable
          aria-label={t('moveEntry', { what: name })}
          onDragStart={(event) => {
            event.dataTransfer.setData(type, String(index))
            event.dataTransfer.effectAllowed = 'move'
            if (card.current) event.dataTransfer.setDragImage(card.current, 12, 12)
          }}
          onKeyDown={(event) => {
            if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
            event.preventDefault()
            moveWithCursor(event.key === 'ArrowUp' ? index - 1 : index + 1, 'handle')
          }}
        >
          <GripVertical size={14} aria-hidden />
        </button>
        <div className={classes.title}>{title}</div>
        <ActionIcon
          data-move="up"
          aria-label={t('entryUp', { what: name })}
          disabled={index === 0}
          onClick={() => moveWithCursor(index - 1, 'up')}
        >
          <ChevronUp size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          data-move="down"
          aria-label={t('entryDown', { what: name })}
          disabled={index === count - 1}
          onClick={() => moveWithCursor(index + 1, 'down')}
        >
          <ChevronDown size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('removeEntry', { what: name })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      {children}
    </fieldset>
  )
}
