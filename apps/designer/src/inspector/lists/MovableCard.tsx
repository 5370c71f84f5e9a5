import { ActionIcon } from '@mantine/core'
import { ChevronDown, ChevronUp, GripVertical, Trash2 } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMovable } from '../../ui/SortableList.tsx'
import controls from '../form/Controls.module.css'
import classes from './MovableCard.module.css'

interface MovableCardProps {
  /** The entry's key in its `SortableList`. */
  id: number
  index: number
  count: number
  /** "Phone 2": names the entry, and what its buttons do. */
  name: string
  title: ReactNode
  onMove: (from: number, to: number) => void
  onRemove: () => void
  children?: ReactNode
}

/** An entry of a list whose order counts: moved by its handle, by Alt and an arrow key, or by its buttons. */
export function MovableCard({ id, index, count, name, title, onMove, onRemove, children }: MovableCardProps) {
  const { t } = useTranslation('inspector')
  const { entry, handle } = useMovable({ id, index, onMove })
  const head = useRef<HTMLDivElement>(null)
  /** A button that cannot go further is disabled, so the focus goes on to the handle. */
  const moveTo = (to: number) => {
    if (to === 0 || to === count - 1) head.current?.querySelector('button')?.focus()
    onMove(index, to)
  }
  return (
    <fieldset {...entry} className={`${controls.card} ${classes.card}`} aria-label={name}>
      <div ref={head} className={classes.head}>
        <button {...handle} type="button" className={classes.handle} aria-label={t('moveEntry', { what: name })}>
          <GripVertical size={14} aria-hidden />
        </button>
        <div className={classes.title}>{title}</div>
        <ActionIcon aria-label={t('entryUp', { what: name })} disabled={index === 0} onClick={() => moveTo(index - 1)}>
          <ChevronUp size={15} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={t('entryDown', { what: name })}
          disabled={index === count - 1}
          onClick={() => moveTo(index + 1)}
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
