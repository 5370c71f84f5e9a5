import { Combobox, useVirtualizedCombobox } from '@mantine/core'
import { Search } from 'lucide-react'
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import classes from './SearchList.module.css'

export interface ListItem {
  id: string
  content: ReactNode
  /** Why it cannot be picked, in words. */
  refusal?: string | null
  /** Shown above the first item that has it. */
  heading?: string | undefined
}

interface SearchListProps {
  /** Name of the search box, and of the list unless `listLabel` differs. */
  label: string
  listLabel?: string
  placeholder: string
  items: readonly ListItem[]
  /** Shown where nothing is found. */
  nothing: ReactNode
  query: string
  onQuery: (query: string) => void
  onPick: (id: string) => void
  /** Called whenever Enter would pick another item. */
  onActive?: (id: string | null) => void
  /** Before the list takes a key; a key whose default is prevented is not taken. */
  onKeyDown?: (event: KeyboardEvent) => void
}

/**
 * A search box with the list of what it finds. The cursor stays in the box: arrows move through the list, Enter picks the
 * active item, at first the first one that can be picked. Refused items can be reached, so that their reason is read out.
 */
export function SearchList({
  label,
  listLabel = label,
  placeholder,
  items,
  nothing,
  query,
  ...props
}: SearchListProps) {
  const { onQuery, onPick, onActive, onKeyDown } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const active = items.find((item) => item.id === chosen) ?? items.find(({ refusal }) => !refusal) ?? items[0]
  const activeId = active?.id ?? null
  const activeIndex = active ? items.indexOf(active) : -1
  const store = useVirtualizedCombobox({
    opened: true,
    totalOptionsCount: items.length,
    getOptionId: (index) => `${id}-${index}`,
    selectedOptionIndex: activeIndex,
    setSelectedOptionIndex: (index) => setChosen(items[index]?.id ?? null),
    onSelectedOptionSubmit: () => active && !active.refusal && onPick(active.id),
  })

  const told = useRef(onActive)
  told.current = onActive
  useEffect(() => {
    told.current?.(activeId)
    if (activeId !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  return (
    <Combobox store={store} onOptionSubmit={onPick} unstyled>
      <div className={classes.search}>
        <Search size={15} aria-hidden />
        <Combobox.EventsTarget withAriaAttributes={false}>
          <input
            data-autofocus
            // biome-ignore lint/a11y/noAutofocus: it was opened by a press of a key or a button, to be typed into
            autoFocus
            role="combobox"
            aria-label={label}
            aria-expanded
            aria-controls={id}
            aria-activedescendant={active ? `${id}-${activeIndex}` : undefined}
            placeholder={placeholder}
            value={query}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setChosen(null)
              onQuery(event.currentTarget.value)
            }}
            onKeyDown={onKeyDown}
          />
        </Combobox.EventsTarget>
      </div>
      <Combobox.Options ref={list} className={classes.list ?? ''} id={id} aria-label={listLabel}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {item.heading !== undefined && item.heading !== items[index - 1]?.heading && (
              <div className={classes.heading} role="presentation">
                {item.heading}
              </div>
            )}
            <Combobox.Option
              id={`${id}-${index}`}
              className={classes.item ?? ''}
              value={item.id}
              disabled={Boolean(item.refusal)}
              aria-selected={item === active}
              onPointerMove={() => setChosen(item.id)}
            >
              {item.content}
              {item.refusal && <span className={classes.refusal}>{item.refusal}</span>}
            </Combobox.Option>
          </Fragment>
        ))}
        {items.length === 0 && nothing}
      </Combobox.Options>
    </Combobox>
  )
}
