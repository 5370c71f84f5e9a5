import { type CSSProperties, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import classes from './CodeEditor.module.css'
import type { CodeLanguage, CodeMirror, TextProblem } from './code-mirror.ts'
import { TextArea } from './TextArea.tsx'
import { useCodeMirror } from './use-code-mirror.ts'

export interface CodeEditorHandle {
  /** Puts the cursor at a place of the text, counted from 0. */
  goTo: (at: number) => void
}

interface CodeEditorProps {
  ref?: Ref<CodeEditorHandle>
  /** Its label is the element with this id and `-label`; its notes are in that with `-notes`. */
  id: string
  /** The name, where there is no label to see. */
  ariaLabel?: string | undefined
  value: string
  onChange: (text: string) => void
  onFocus?: () => void
  onBlur?: () => void
  isInvalid: boolean
  language?: CodeLanguage
  /** What is underlined; in YAML it is said below its line too. */
  problems?: readonly TextProblem[]
  placeholder?: string | undefined
  /** Lines at least; the editor grows with its text. Left out: as tall as the reader drags it. */
  lines?: number
  /** Path inside the data, for jumps to this field. */
  'data-field': string
}

/** A text of JSON or YAML. A plain text area until the editor is loaded, which takes over text, focus and selection. */
export function CodeEditor(props: CodeEditorProps) {
  const { ref, id, ariaLabel, value, isInvalid, language = 'json', problems = NONE, placeholder = '', lines } = props
  const { 'data-field': field } = props
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
      language,
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
  }, [open, selection, language])
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
  const marks = JSON.stringify(problems)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text has no marks, even if its problems are the old ones
  useLayoutEffect(() => {
    if (open) editor.current?.mark(latest.current.problems ?? NONE)
  }, [open, marks, value])
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

const NONE: readonly TextProblem[] = []
