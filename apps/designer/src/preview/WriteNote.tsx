import type { Cell, PreviewWrite } from '@callflow-studio/model/api'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Chip } from '../ui/Chip.tsx'
import classes from './LookUps.module.css'
import { useReturn } from './use-return.ts'

/** Below the line of a step that writes: nothing is stored, and what if it had found another value? */
export function WriteNote({ write }: { write: PreviewWrite }) {
  const { t } = useTranslation('preview')
  const { nodeId, column } = write
  const own = useStudio(({ scenario: { initialValues } }) =>
    Object.hasOwn(initialValues, nodeId) ? (initialValues[nodeId] ?? null) : undefined,
  )
  const [isAsking, setAsking] = useState(false)
  const opener = useReturn(isAsking)
  const { setInitialValue } = studioStore.getState()
  if (isAsking)
    return (
      <ValueForm
        label={t('write.before', { column })}
        value={own ?? null}
        onUse={(value) => {
          setAsking(false)
          setInitialValue(nodeId, value)
        }}
        onCancel={() => setAsking(false)}
      />
    )
  return (
    <div className={classes.written}>
      {own === undefined ? <span>{t('write.notStored')}</span> : <Chip tone="accent">{t('write.own')}</Chip>}
      <button type="button" className={classes.button} ref={opener} onClick={() => setAsking(true)}>
        {t(own === undefined ? 'write.whatIf' : 'write.change')}
      </button>
      {own !== undefined && (
        <button type="button" className={classes.button} onClick={() => setInitialValue(nodeId, undefined)}>
          {t('write.useStored')}
        </button>
      )}
    </div>
  )
}

interface FormProps {
  label: string
  value: Cell
  onUse: (value: Cell) => void
  onCancel: () => void
}

/** The studio converts the text to the type of the column, as it does in the table itself. */
function ValueForm({ label, value, onUse, onCancel }: FormProps) {
  const { t } = useTranslation('preview')
  const [text, setText] = useState(String(value ?? ''))
  return (
    <form
      className={classes.form}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        onUse(text.trim() === '' ? null : text)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <TextInput
        label={label}
        description={t('write.noRow')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={text}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button size="xs" onClick={onCancel}>
          {t('lookUp.cancel')}
        </Button>
        <Button type="submit" size="xs" variant="filled">
          {t('write.use')}
        </Button>
      </div>
    </form>
  )
}
