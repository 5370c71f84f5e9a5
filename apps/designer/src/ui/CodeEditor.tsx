import { type CSSProperties, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import type { CodeMirror, TextProblem } from './code-mirror.ts'
import classes from './JsonEditor.module.css'
import { TextArea } from './TextArea.tsx'
import { useCodeMirror } from './use-code-mirror.ts'

export interface JsonEditorHandle {
  /** Puts the cursor at a place of the text, counted from 0. */
  goTo: (at: number) => void
}

interface JsonEditorProps {
  ref?: Ref<JsonEditorHandle>
  /** Its label is the element with this id and `-label`; its notes are in that with `-notes`. */
  id: string
  /** The name, where there is no label to see. */
  ariaLabel?: string | undefined
  value: string
  onChange: (text: string) => void
  onFocus?: () => void
  onBlur?: () => void
  isInvalid: boolean
  /** What is underlined. */
  problem?: TextProblem | null
  placeholder?: string | undefined
  /** Lines at least; the editor grows with its text. Left out: as tall as the reader drags it. */
  lines?: number
  /** Path inside the data, for jumps to this field. */
  'data-field': string
}

/** A text of JSON. A plain text area until the editor is loaded, which takes over text, focus and selection. */
export function JsonEditor(props: JsonEditorProps) {
  const { ref, id, ariaLabel, value, isInvalid, problem = null, placeholder = '', lines, 'data-field': field } = props
  const host = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLTextAreaElement>(null)
  const editor = useRef<CodeMirror>(null)
  /** What the editor holds as far as it was told, or has told. */
  const held = useRef(value)
  const latest = useRef(props)
  const { open, selection, composition } = useCodeMirror(area)

  useLayoutEffect(() => {
    latest.current = props
  })
  useLayoutEffect(() => {
    if (!open || !host.current) return
    const { value: text, placeholder: hint = '' } = latest.current
    held.current = text
    const opened = open({
      parent: host.current,
      text,
      placeholder: hint,
      onChange: (changed) => {
        held.current = changed
        latest.current.onChange(changed)
      },
    })
    editor.current = opened
    if (selection) opened.select(...selection)
    const label = document.getElementById(`${latest.current.id}-label`)
    label?.addEventListener('click', opened.focus) // `for` is for elements of forms, which this is not
    return () => {
      label?.removeEventListener('click', opened.focus)
      editor.current = null
      opened.close()
    }
  }, [open, selection])
  useLayoutEffect(() => {
    if (!open || held.current === value) return
    held.current = value
    editor.current?.show(value)
  }, [open, value])
  useLayoutEffect(() => {
    if (!open) return
    editor.current?.describe({
      id,
      'data-field': field,
      'aria-describedby': `${id}-notes`,
      ...(ariaLabel === undefined ? { 'aria-labelledby': `${id}-label` } : { 'aria-label': ariaLabel }),
      ...(isInvalid ? { 'aria-invalid': 'true' } : {}),
    })
  }, [open, id, field, ariaLabel, isInvalid])
  const { at, message = '' } = problem ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text has no marks, even if its problem is the old one
  useLayoutEffect(() => {
    if (open) editor.current?.mark(at === undefined ? null : { at, message })
  }, [open, at, message, value])
  useImperativeHandle(ref, () => ({
    goTo: (place) => {
      editor.current?.select(place, place + 1)
      area.current?.focus()
      area.current?.setSelectionRange(place, Math.min(place + 1, value.length))
    },
  }))
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: focus and blur of the text inside arrive here
    <div
      ref={host}
      className={classes.editor}
      data-invalid={isInvalid || undefined}
      data-tall={lines === undefined || undefined}
      style={{ '--lines': lines } as CSSProperties}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
    >
      {!open && (
        <TextArea
          id={id}
          ref={area}
          data-field={field}
          aria-label={ariaLabel}
          aria-describedby={`${id}-notes`}
          aria-invalid={isInvalid || undefined}
          placeholder={placeholder}
          rows={lines}
          spellCheck={false}
          autoComplete="off"
          value={value}
          onChange={(event) => props.onChange(event.target.value)}
          {...composition}
        />
      )}
    </div>
  )
}
