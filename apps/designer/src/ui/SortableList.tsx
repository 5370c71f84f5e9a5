import { type Announcements, closestCenter, DndContext, PointerSensor, useSensor, useSensors } from '@dnd-kit/core'
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

interface SortableListProps {
  /** Of the entries, in order. */
  keys: readonly number[]
  onMove: (from: number, to: number) => void
  children: ReactNode
}

/** Entries that are dragged to another place by mouse or finger; each takes part through `useMovable`. */
export function SortableList({ keys, onMove, children }: SortableListProps) {
  const { t } = useTranslation('ui')
  // A press alone is no drag.
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }))
  const ids = useMemo(() => keys.map(String), [keys])
  const placeOf = (id: unknown) => ids.indexOf(String(id))
  const announcements: Announcements = {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragCancel: () => undefined,
    onDragEnd: ({ over }) => (over ? t('movedTo', { place: placeOf(over.id) + 1, count: keys.length }) : undefined),
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: '' } }}
      onDragEnd={({ active, over }) => over && onMove(placeOf(active.id), placeOf(over.id))}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  )
}

interface Movable {
  /** The entry's key in its list. */
  id: number
  index: number
  onMove: (from: number, to: number) => void
}

/** @returns what an entry and its handle need to be moved: dragged, or by Alt and an arrow key on the handle */
export function useMovable({ id, index, onMove }: Movable) {
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({
    id: String(id),
  })
  return {
    entry: {
      ref: setNodeRef,
      style: { translate: transform ? `0 ${transform.y}px` : undefined, transition },
      'data-dragging': isDragging || undefined,
    },
    handle: {
      ref: setActivatorNodeRef,
      ...listeners,
      onKeyDown: (event: KeyboardEvent) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        onMove(index, event.key === 'ArrowUp' ? index - 1 : index + 1)
      },
    },
  }
}
