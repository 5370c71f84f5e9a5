import { Button, Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './ProblemList.module.css'

/** Asks why a warning does not matter here, and silences it. */
export function SilenceButton({ onSilence }: { onSilence: (reason: string) => void }) {
  const { t } = useTranslation('preview')
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-end" trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t('mute.open')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={classes.silence}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') onSilence(reason.trim())
          }}
        >
          <TextInput
            label={t('mute.why')}
            placeholder={t('mute.example')}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={reason.trim() === ''}>
            {t('mute.do')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
