import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ImportDialog.module.css'

interface Props {
  initial: string
  isInvalid: boolean
  isBusy: boolean
  /** The first question that waits for an answer: it takes the focus. */
  isNext: boolean
  /** Null: the document is drawn without. */
  onAddress: (baseUrl: string | null) => void
}

/** Asks once where a TwiML document is served, so that its relative addresses become whole ones. */
export function DocumentAddress({ initial, isInvalid, isBusy, isNext, onAddress }: Props) {
  const { t } = useTranslation('flows')
  const [address, setAddress] = useState(initial)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isNext) input.current?.focus()
  }, [isNext])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (address.trim() !== '') onAddress(address.trim())
  }
  return (
    <form className={classes.question} onSubmit={submit} noValidate>
      <TextInput
        ref={input}
        type="url"
        label={t('addressOfDocument')}
        description={t('addressHint')}
        placeholder="https://example.com/twiml/menu"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={isInvalid ? t('addressInvalid') : null}
      />
      <div className={classes.answers}>
        <Button onClick={() => onAddress(null)} disabled={isBusy}>
          {t('importWithoutAddress')}
        </Button>
        <Button type="submit" variant="filled" loading={isBusy} disabled={address.trim() === ''}>
          {t('importWithAddress')}
        </Button>
      </div>
    </form>
  )
}
