import { mayHoldSecrets } from '@callflow-studio/model'
import { Braces } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore } from '../../state/studio-store.ts'
import { TextArea } from '../../ui/TextArea.tsx'
import classes from '../form/Field.module.css'
import { FieldFrame, type FieldNote } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import { InlineValues, type ValueKeys } from './InlineValues.tsx'
import { endOfValue, type OpenValue, openValue } from './open-value.ts'
import { useQuiet } from './use-quiet.ts'
import { holdsValue, valuePieces } from './value-pieces.ts'

interface TemplateInputProps {
  /** Path inside the data, for jumps to this field. */
  path: string
  value: string
  onChange: (text: string) => void
  /** Enter in a single line, when no list of values takes it. */
  onEnter?: (() => void) | undefined
  label?: ReactNode | undefined
  /** Where there is no label to see. */
  ariaLabel?: string | undefined
  isOptional?: boolean | undefined
  hint?: ReactNode
  note?: FieldNote | null | undefined
  unit?: string | undefined
  placeholder?: string | undefined
  /** False: the text is taken literally. */
  allowsTemplate?: boolean | undefined
  /** Lines at least; 1 is a single line. */
  lines?: number | undefined
  isMono?: boolean | undefined
  isNumber?: boolean | undefined
  /** In the field, at the right. */
  addition?: ReactNode
}

/** A text field that takes values of the call. Left alone it shows them as pills, at work as the text they are. */
export function TemplateInput(props: TemplateInputProps) {
  const { path, value, onChange, label, allowsTemplate = true, lines = 1, note, unit } = props
  const { t } = useTranslation('inspector')
  const { node, definition, askForValue, endVisit } = useStep()
  const id = useId()
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const [isFocused, setFocused] = useState(false)
  const quiet = useQuiet()
  /** The picker is part of the visit: what it inserts belongs to the same undo step. */
  const [isAsking, setAsking] = useState(false)
  /** A value that is being typed, while the list of those that fit is open. */
  const [open, setOpen] = useState<OpenValue | null>(null)
  const [option, setOption] = useState<{ list: string; active: string } | null>(null)
  const keys = useRef<ValueKeys>(null)
  useLayoutEffect(() => {
    const element = input.current
    if (!element || lines === 1) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  })

  const isTypingValue = open !== null || isAsking
  useEffect(() => {
    if (!isTypingValue) return
    const { setTypingValue } = studioStore.getState()
    setTypingValue(true)
    return () => setTypingValue(false)
  }, [isTypingValue])

  const allowsSecrets = definition !== undefined && mayHoldSecrets(definition.data, path.split('.'))
  /** As if it were typed, so that the browser's own undo takes it back; `onChange` hears of it as of any key. */
  const insert = (template: string, from: number, to: number) => {
    input.current?.focus()
    input.current?.setSelectionRange(from, to)
    document.execCommand('insertText', false, template)
  }
  const ask = (query: string, from: number, to: number) => {
    setAsking(true)
    askForValue({
      query,
      allowsSecrets,
      insert: (template) => {
        setAsking(false)
        insert(template, from, to)
      },
      cancel: () => {
        setAsking(false)
        input.current?.focus()
      },
    })
  }
  const askHere = () => {
    const at = input.current?.selectionStart ?? value.length
    ask('', at, input.current?.selectionEnd ?? at)
  }
  /** Where the value that is being typed stands in the text. */
  const range = (): [from: number, to: number] => {
    const at = input.current?.selectionStart ?? value.length
    return [open?.from ?? at, endOfValue(input.current?.value ?? value, at)]
  }
  const tellOption = useCallback(
    (list: string | null, active: string | null) => setOption(list && active ? { list, active } : null),
    [],
  )
  const shownNote = (quiet.isQuiet || isTypingValue) && note?.severity === 'error' ? null : note
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
      setOpen(null)
      if (isAsking) return
      quiet.onLeave()
      endVisit()
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const text = event.target.value
      const at = event.target.selectionStart ?? text.length
      quiet.onType()
      onChange(text)
      const begins = text.length > value.length && text.slice(0, at).endsWith('{{')
      if (allowsTemplate && (open || begins)) setOpen(openValue(text, at))
    },
    onSelect: (event: React.SyntheticEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const { value: text, selectionStart, selectionEnd } = event.currentTarget
      if (open && (selectionStart !== selectionEnd || openValue(text, selectionStart ?? 0)?.from !== open.from))
        setOpen(null)
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      const isForList = open !== null && keys.current?.onKey(event) === true
      const isForCaller = !isForList && event.key === 'Enter' && lines === 1 && props.onEnter !== undefined
      if (!isForList && !isForCaller) return
      event.preventDefault()
      event.stopPropagation()
      if (isForCaller) props.onEnter?.()
    },
    ...(allowsTemplate ? { 'aria-autocomplete': 'list' as const, 'aria-haspopup': 'listbox' as const } : {}),
    ...(option ? { 'aria-controls': option.list, 'aria-activedescendant': option.active } : {}),
  }
  const showsPills = !isFocused && allowsTemplate && holdsValue(value)
  return (
    <FieldFrame
      id={id}
      label={label}
      isOptional={props.isOptional}
      hint={props.hint}
      note={shownNote}
      action={
        allowsTemplate && label !== undefined && !props.isNumber ? (
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
          <TextArea {...common} rows={lines} />
        ) : (
          <input {...common} type="text" inputMode={props.isNumber ? 'decimal' : undefined} />
        )}
        {open && (
          <InlineValues
            ref={keys}
            nodeId={node.id}
            query={open.query}
            allowsSecrets={allowsSecrets}
            onOption={tellOption}
            onPick={(picked) => {
              setOpen(null)
              insert(`{{ ${picked} }}`, ...range())
            }}
            onMore={() => {
              setOpen(null)
              ask(open.query, ...range())
            }}
            onClose={() => setOpen(null)}
            before={value.slice(0, open.from)}
            isMultiline={lines > 1}
            scrolledPx={input.current?.scrollLeft ?? 0}
          />
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
      {valuePieces(text).map((piece) =>
        piece.kind === 'value' ? <code key={piece.from}>{piece.text}</code> : piece.text,
      )}
    </span>
  )
}
