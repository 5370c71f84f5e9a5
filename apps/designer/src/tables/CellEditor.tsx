import { type KeyboardEvent, useRef, useState } from 'react'
import type { OnDone } from './grid-move.ts'
import classes from './RowGrid.module.css'

/** A cell while it is typed into: Enter and Tab keep the text, and so does a press elsewhere; Esc leaves it as it was. */
export function CellEditor({ name, text: begun, onDone }: { name: string; text: string; onDone: OnDone }) {
  const [text, setText] = useState(begun)
  // Once done, the field goes, and the browser takes the focus from it.
  const isDone = useRef(false)
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey } = event
    if (event.nativeEvent.isComposing || (key !== 'Enter' && key !== 'Tab' && key !== 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    isDone.current = true
    onDone(key === 'Escape' ? null : text, { key, shiftKey, ctrlKey })
  }
  return (
    <input
      className={classes.editor}
      aria-label={name}
      // biome-ignore lint/a11y/noAutofocus: the user begins to type at once
      autoFocus
      value={text}
      maxLength={2000}
      onFocus={(event) => event.currentTarget.setSelectionRange(begun.length, begun.length)}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (isDone.current) return
        isDone.current = true
        onDone(text, null)
      }}
    />
  )
}
