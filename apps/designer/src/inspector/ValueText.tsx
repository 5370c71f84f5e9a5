import { mayHoldSecrets } from '@callflow-studio/model'
import { Braces } from 'lucide-react'
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Field.module.css'
import { FieldFrame, type FieldNote } from './FieldFrame.tsx'
import { useStep } from './step-context.ts'
import { useQuiet } from './use-quiet.ts'
import { holdsValue, valuePieces } from './value-pieces.ts'

interface ValueTextProps {
  /** Path inside the data, for jumps to this field. */
  path: string
  value: string
  onChange: (text: string) => void
  label?: ReactNode | undefined
  /** Where there is no label to see. */
  ariaLabel?: string | undefined
  isOptional?: boolean | undefined
  hint?: ReactNode
  note?: FieldNote | null | undefined
  unit?: string | undefined
  placeholder?: string | undefined
  /** False: the text is taken literally. */
  takesValues?: boolean | undefined
  /** Lines at least; 1 is a single line. */
  lines?: number | undefined
  isMono?: boolean | undefined
  isNumber?: boolean | undefined
  /** In the field, at the right. */
  addition?: ReactNode
}

/** A text field that takes values of the call. Left alone it shows them as pills, at work as the text they are. */
export function ValueText(props: ValueTextProps) {
  const { path, value, onChange, label, takesValues = true, lines = 1, note, unit } = props
  const { t } = useTranslation('inspector')
  const { definition, askForValue, endVisit } = useStep()
  const id = useId()
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [isFocused, setFocused] = useState(false)
  const quiet = useQuiet()
  const caret = useRef<number | null>(null)
  /** The picker is part of the visit: what it inserts belongs to the same undo step. */
  const isAsking = useRef(false)
  useLayoutEffect(() => {
    const element = input.current
    if (!element || lines === 1) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  })
  useLayoutEffect(() => {
    if (caret.current === null || !input.current) return
    input.current.focus()
    input.current.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })

  const ask = (text: string, from: number, to: number) => {
    isAsking.current = true
    askForValue({
      text,
      from,
      to,
      takesSecrets: definition !== undefined && mayHoldSecrets(definition.data, path.split('.')),
      insert: (changed, at) => {
        isAsking.current = false
        caret.current = at
        onChange(changed)
      },
      cancel: () => {
        isAsking.current = false
        input.current?.focus()
      },
    })
  }
  const askHere = () => {
    const at = input.current?.selectionStart ?? value.length
    ask(value, at, input.current?.selectionEnd ?? at)
  }
  const shownNote = quiet.isQuiet && note?.severity === 'error' ? null : note
  const common = {
    id,
    ref: input,
    value,
    'data-field': path,
    'aria-label': props.ariaLabel,
    'aria-describedby': `${id}-notes`,
    'aria-invalid': shownNote?.severity === 'error' || undefined,
    placeholder: props.placeholder,
    spellCheck: lines > 1,
    autoComplete: 'off',
    className: classes.input,
    onFocus: () => {
      setFocused(true)
      quiet.onFocus(value === '')
    },
    onBlur: () => {
      setFocused(false)
      if (isAsking.current) return
      quiet.onLeave()
      endVisit()
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const text = event.target.value
      const at = event.target.selectionStart ?? text.length
      quiet.onType()
      onChange(text)
      if (takesValues && text.length > value.length && text.slice(0, at).endsWith('{{')) ask(text, at - 2, at)
    },
  }
  const showsPills = !isFocused && takesValues && holdsValue(value)
  return (
    <FieldFrame
      id={id}
      label={label}
      isOptional={props.isOptional}
      hint={props.hint}
      note={shownNote}
      action={
        takesValues && label !== undefined && !props.isNumber ? (
          <button
            type="button"
            className={classes.insert}
            data-quiet={props.isOptional || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={askHere}
          >
            <Braces size={13} aria-hidden />
            {t('insertValue')}
          </button>
        ) : undefined
      }
    >
      <div
        className={classes.box}
        data-pills={showsPills || undefined}
        data-mono={props.isMono || undefined}
        data-invalid={shownNote?.severity === 'error' || undefined}
      >
        {lines > 1 ? (
          <textarea {...common} rows={lines} />
        ) : (
          <input {...common} type="text" inputMode={props.isNumber ? 'decimal' : undefined} />
        )}
        {showsPills && <Pills text={value} isMultiline={lines > 1} />}
        {unit && <span className={classes.unit}>{unit}</span>}
        {props.addition}
      </div>
    </FieldFrame>
  )
}

function Pills({ text, isMultiline }: { text: string; isMultiline: boolean }) {
  return (
    <span className={classes.pills} data-multiline={isMultiline || undefined} aria-hidden>
      {valuePieces(text).map((piece, index) =>
        piece.kind === 'value' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <code key={index}>{piece.text}</code>
        ) : (
          piece.text
        ),
      )}
    </span>
  )
}
