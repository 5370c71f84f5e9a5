/** Deletes a call, all calls of its caller, or all calls of its flow from the log, after asking. */

import type { CallSummary } from '@callflow-studio/model/api'
import { Button, Menu, Text } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CallsFilter, useDeleteCalls } from '../api/queries.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { formatPhone } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'

interface DeleteCallsProps {
  call: CallSummary
  onDeleted: () => void
}

interface Choice {
  filter: CallsFilter
  label: string
  title: string
}

export function DeleteCalls({ call, onDeleted }: DeleteCallsProps) {
  const { t } = useTranslation('calls')
  const [asked, setAsked] = useState<Choice | null>(null)
  const { callId, callerNumber, flowId, flowName } = call
  const caller = { number: formatPhone(callerNumber) }
  const flow = { flow: flowName }
  const choices: Choice[] = [
    { filter: { callId }, label: t('deleteCall'), title: t('deleteCallTitle') },
    { filter: { number: callerNumber }, label: t('deleteCaller', caller), title: t('deleteCallerTitle', caller) },
    { filter: { flow: flowId }, label: t('deleteFlowCalls', flow), title: t('deleteFlowCallsTitle', flow) },
  ].filter(({ filter }) => Object.values(filter).every((value) => value !== ''))
  if (choices.length === 0) return null
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button leftSection={<Trash2 size={15} />}>{t('deleteCalls')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Item key={choice.label} onClick={() => setAsked(choice)}>
              {choice.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <Question {...asked} onClose={() => setAsked(null)} onDeleted={onDeleted} />}
    </>
  )
}

function Question({ filter, title, onClose, onDeleted }: Choice & { onClose: () => void; onDeleted: () => void }) {
  const { t } = useTranslation('calls')
  const remove = useDeleteCalls(onDeleted)
  const start = () => remove.mutate(filter)
  return (
    <ConfirmDialog title={title} action={t('delete')} isBusy={remove.isPending} onConfirm={start} onClose={onClose}>
      <Text>{t('deleteCallsText')}</Text>
      {remove.isError && <LoadError error={remove.error} onRetry={start} />}
    </ConfirmDialog>
  )
}
