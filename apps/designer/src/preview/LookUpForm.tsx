import type { LookUpMock } from '@callflow-studio/model/api'
import { Button, InputBase, NumberInput, SegmentedControl } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../ui/TextArea.tsx'
import classes from './LookUps.module.css'
import { isJson, mockFrom, type ReplyEntry } from './look-up-words.ts'

interface LookUpFormProps {
  entry: ReplyEntry
  onUse: (reply: LookUpMock) => void
  onCancel: () => void
}

/** A reply of the user's own, in place of the other server's. */
export function LookUpForm({ entry: first, onUse, onCancel }: LookUpFormProps) {
  const { t } = useTranslation('preview')
  const [entry, setEntry] = useState(first)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const reply = mockFrom(entry)
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={t('lookUp.testReply')}
      onSubmit={(event) => {
        event.preventDefault()
        if (reply) onUse(reply)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('lookUp.testReply')}
        data={[
          { value: 'reply', label: t('lookUp.replies') },
          { value: 'timeout', label: t('lookUp.timeout') },
        ]}
        value={entry.isTimeout ? 'timeout' : 'reply'}
        onChange={(value) => setEntry({ ...entry, isTimeout: value === 'timeout' })}
      />
      {entry.isTimeout ? (
        <p className={classes.hint}>{t('lookUp.timeoutHint')}</p>
      ) : (
        <>
          <NumberInput
            label={t('lookUp.status')}
            value={entry.status}
            min={100}
            max={599}
            allowDecimal={false}
            allowNegative={false}
            autoFocus
            error={reply === null ? t('lookUp.noStatus') : undefined}
            onChange={(value) => setEntry({ ...entry, status: value === '' ? Number.NaN : Number(value) })}
          />
          <InputBase
            component={TextArea}
            multiline
            label={t('lookUp.body')}
            value={entry.body}
            rows={4}
            spellCheck={false}
            classNames={{ input: classes.body ?? '' }}
            description={isJson(entry.body) ? undefined : t('lookUp.notJson')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            onChange={(event) => setEntry({ ...entry, body: event.currentTarget.value })}
          />
        </>
      )}
      <div className={classes.buttons}>
        <Button size="xs" onClick={onCancel}>
          {t('lookUp.cancel')}
        </Button>
        <Button type="submit" size="xs" variant="filled" disabled={reply === null}>
          {t('lookUp.use')}
        </Button>
      </div>
    </form>
  )
}
