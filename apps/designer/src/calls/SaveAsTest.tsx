/** A replayed call as a test, under a name of its own. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { useSaveTest } from '../api/test-queries.ts'
import classes from './CallReplay.module.css'
import { ReplayState } from './ReplayState.tsx'

interface SaveAsTestProps {
  flowId: string
  callKey: string
  /** The name that is proposed. */
  testName: string
}

/** Once: the same call twice is no better test. */
export function SaveAsTest({ flowId, callKey, testName }: SaveAsTestProps) {
  const { t } = useTranslation('calls')
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState(testName)
  const { mutateAsync: saveTest } = useSaveTest(flowId)
  const save = useMutation({
    mutationFn: async () => {
      const { test } = await request('call.replay', { body: { key: callKey, test: name.trim() } })
      return saveTest({ id: null, text: test ?? '' })
    },
    onSuccess: () => setOpen(false),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const [saved] = save.data ?? []
  if (saved) return <ReplayState isGood>{t('replay.saved', { name: saved.name })}</ReplayState>
  return (
    <>
      <Button size="xs" leftSection={<FlaskConical size={14} />} onClick={() => setOpen(true)}>
        {t('replay.saveAsTest')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={t('replay.saveAsTest')}>
        <form onSubmit={submit}>
          <TextInput
            label={t('replay.nameOfTest')}
            data-autofocus
            maxLength={300}
            error={save.error?.message}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <footer className={classes.foot}>
            <Button onClick={() => setOpen(false)}>{t('replay.cancel')}</Button>
            <Button type="submit" variant="filled" loading={save.isPending} disabled={name.trim() === ''}>
              {t('replay.saveTest')}
            </Button>
          </footer>
        </form>
      </Modal>
    </>
  )
}
