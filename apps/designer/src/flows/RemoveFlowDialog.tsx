import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRecentRequests, useStudioInfo } from '../api/queries.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { formatPhone } from '../ui/format.ts'
import { todayOf } from './today.ts'

interface RemoveFlowDialogProps {
  flow: { id: string; name: string; liveVersion: number | null }
  action: 'delete' | 'unpublish'
  isBusy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Numbers named before the rest is a count. */
const MAX_NAMED = 3

/** Asks before a live flow stops answering, and says which calls that would hit. */
export function RemoveFlowDialog({ flow, action, isBusy = false, onConfirm, onClose }: RemoveFlowDialogProps) {
  const { t } = useTranslation('flows')
  const days = useStudioInfo().data?.deletedFlowsDays
  return (
    <ConfirmDialog
      title={t(`${action}Title`, { name: flow.name })}
      action={t(action)}
      isBusy={isBusy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Text>
        {t('takesCalls', { version: flow.liveVersion })} <CallsOfToday flowId={flow.id} />
      </Text>
      <List mt="sm" spacing={4}>
        <List.Item>{t(`${action}New`)}</List.Item>
        <List.Item>{t('keepsRunning')}</List.Item>
        <List.Item>{t(`${action}Undo`)}</List.Item>
        {action === 'delete' && days !== undefined && <List.Item>{t('deleteEnd', { count: days })}</List.Item>}
      </List>
    </ConfirmDialog>
  )
}

function CallsOfToday({ flowId }: { flowId: string }) {
  const { t, i18n } = useTranslation('flows')
  const recent = useRecentRequests(flowId)
  if (recent.isPending) return null
  if (!recent.data) return t('todayUnknown')
  const { calls, numbers } = todayOf(recent.data.calls, new Date())
  if (calls === 0) return t('todayNone')
  const named = numbers.slice(0, MAX_NAMED).map((number) => formatPhone(number).replaceAll(' ', '\u00a0'))
  if (numbers.length > MAX_NAMED) named.push(t('moreNumbers', { count: numbers.length - MAX_NAMED }))
  const list = new Intl.ListFormat(i18n.language).format(named)
  const isAll = recent.data.next === null
  return [
    t(isAll ? 'today' : 'todayAtLeast', { count: calls }),
    list === '' ? '' : t('calledNumbers', { numbers: list }),
  ].join(' ')
}
