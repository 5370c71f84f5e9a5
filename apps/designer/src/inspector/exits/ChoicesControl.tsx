import { ActionIcon } from '@mantine/core'
import { ArrowRight, GripVertical, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { SortableList, useMovable } from '../../ui/SortableList.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { useHeld } from '../../ui/use-held.ts'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { focusOn, focusSoon } from '../form/use-focus-field.ts'
import { mover } from '../lists/list-order.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import { type Choice, freeKeys, rekeyChoice, removeChoice, usedTwice } from './choices.ts'
import { ExitTarget } from './ExitTarget.tsx'
import { useTargets } from './use-targets.ts'

/** The keys of a menu: what each is for, and where it leads. */
export function ChoicesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { node, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const undo = useStudio((state) => state.undo)
  const [removed, setRemoved] = useState<{ key: string; title: string } | null>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const atWork = useHeld(focused)
  const choices: Choice[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(choices)
  const twice = usedTwice(choices)
  const free = freeKeys(choices)
  const note = useFieldNote(field, path, value, (at) => at !== path && !at.endsWith('.digits'))
  const rekey = (index: number, digits: string) =>
    apply(rekeyChoice(node.id, path, index, digits), `field:${node.id}:${path}.${index}.digits`)
  const move = mover(choices, (next) => onChange(next, true))
  const targets = useTargets(node.id)
  const remove = (index: number, digits: string) => {
    const title = targets.get(digits)?.title
    endVisit()
    apply(removeChoice(node.id, path, index))
    setRemoved(title === undefined ? null : { key: digits, title })
  }
  const use = (key: string) => {
    const index = atWork ?? twice.at(-1)
    if (index !== undefined) rekey(index, key)
    else onChange([...choices, { digits: key, label: '' }], true)
  }
  const add = () => {
    onChange([...choices, { digits: free[0] ?? '', label: '' }], true)
    focusSoon(`${path}.${choices.length}`)
  }
  const goOn = (index: number) => {
    if (index < choices.length - 1) focusOn(`${path}.${index + 1}.label`)
    else if (choices[index]?.label !== '' && free.length > 0) add()
  }
  return (
    <div className={classes.rows} data-field={path}>
      <SortableList keys={keys} onMove={move}>
        {choices.map((choice, index) => (
          <ChoiceRow
            key={keys[index]}
            id={keys[index] ?? index}
            index={index}
            path={`${path}.${index}`}
            choice={choice}
            isTwice={twice.includes(index)}
            isFirst={isFirst(choices, index)}
            onKey={(digits) => rekey(index, digits)}
            onWord={(label) => onChange(choices.with(index, { ...choice, label }))}
            onRemove={() => remove(index, choice.digits)}
            onMove={move}
            onEnter={() => goOn(index)}
            onVisit={setFocused}
          />
        ))}
      </SortableList>
      {note && <NoteLine note={note} />}
      {removed && (
        <p className={classes.said} role="status">
          {t('choiceRemoved', removed)}
          <button
            type="button"
            className={classes.undo}
            onClick={() => {
              undo()
              setRemoved(null)
            }}
          >
            {t('undo')}
          </button>
        </p>
      )}
      <TextButton disabled={free.length === 0} onClick={add}>
        {t('addChoice')}
      </TextButton>
      {(atWork !== null || twice.length > 0) && free.length > 0 && (
        <div className={classes.free}>
          <span>{t('freeKeys')}</span>
          {free.map((key) => (
            <button
              key={key}
              type="button"
              aria-label={t('useKey', { key })}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => use(key)}
            >
              {key}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** Of choices with the same key, the first one counts in the call. */
const isFirst = (choices: readonly Choice[], index: number): boolean =>
  choices.findIndex(({ digits }) => digits === choices[index]?.digits) === index

interface ChoiceRowProps {
  id: number
  index: number
  path: string
  choice: Choice
  isTwice: boolean
  /** Of choices with the same key, the one that counts. */
  isFirst: boolean
  onKey: (digits: string) => void
  onWord: (label: string) => void
  onRemove: () => void
  onMove: (from: number, to: number) => void
  /** Enter in the word: on to the next choice. */
  onEnter: () => void
  onVisit: (index: number | null) => void
}

function ChoiceRow({
  id,
  index,
  path,
  choice,
  isTwice,
  isFirst,
  onKey,
  onWord,
  onRemove,
  onMove,
  onEnter,
  onVisit,
}: ChoiceRowProps) {
  const { t } = useTranslation('inspector')
  const { endVisit } = useStep()
  const { digits } = choice
  const note = useNoteAt(`${path}.digits`)
  const number = index + 1
  const { entry, handle } = useMovable({ id, index, onMove })
  return (
    <div {...entry} className={classes.choice}>
      <button {...handle} type="button" className={classes.handle} aria-label={t('move', { key: digits })}>
        <GripVertical size={14} aria-hidden />
      </button>
      <input
        className={classes.keyCap}
        data-field={`${path}.digits`}
        aria-label={t('keyOf', { number })}
        aria-invalid={isTwice || note?.severity === 'error' || undefined}
        value={digits}
        size={Math.max(1, digits.length)}
        autoComplete="off"
        onFocus={(event) => {
          event.target.select()
          onVisit(index)
        }}
        onBlur={() => {
          onVisit(null)
          endVisit()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') focusOn(`${path}.label`)
        }}
        onChange={(event) => onKey(event.target.value.trim())}
      />
      <TemplateInput
        path={`${path}.label`}
        ariaLabel={t('wordOf', { number })}
        placeholder={t('whatFor')}
        allowsTemplate={false}
        value={shownText(choice.label)}
        onEnter={onEnter}
        onChange={onWord}
      />
      {isFirst ? (
        <ExitTarget port={digits} exit={digits} />
      ) : (
        <span className={classes.target} data-open>
          <ArrowRight size={14} aria-hidden />
          <span>{t('notConnected')}</span>
        </span>
      )}
      <ActionIcon size="sm" aria-label={t('removeChoice', { key: digits })} onClick={onRemove}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </div>
  )
}
