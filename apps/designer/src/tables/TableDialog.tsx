/** Name, columns, key and “live” of a table: of a new one, or of one that is there. */
import type { CreateTable, Table } from '@callflow-studio/model/api'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ColumnLines } from './ColumnLines.tsx'
import { LiveSwitch } from './LiveSwitch.tsx'
import { ReportLines } from './ReportLines.tsx'
import classes from './TableForm.module.css'
import { draftOf, newTable, problemsOf, removedColumns, toTable } from './table-form.ts'
import { useReport } from './use-report.ts'

interface TableDialogProps {
  /** Left out for a new one. */
  table?: Table
  onSave: (input: CreateTable) => Promise<void>
  onClose: () => void
}

export function TableDialog({ table, onSave, onClose }: TableDialogProps) {
  const { t } = useTranslation('tables')
  const [draft, setDraft] = useState(() =>
    table ? draftOf(table) : newTable([t('firstColumns.key'), t('firstColumns.value')]),
  )
  const [hasTried, setTried] = useState(false)
  const { report, run, isBusy } = useReport('row')
  const problems = problemsOf(draft)
  const removed = table ? removedColumns(table, draft) : []

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problems.name || problems.columns.size > 0) return
    void run(async () => {
      await onSave(toTable(draft))
      return null
    })
  }
  return (
    <Modal opened onClose={onClose} title={table ? t('settings') : t('newTable')} size={560}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('tableName')}
          placeholder={t('tableNameHint')}
          value={draft.name}
          maxLength={200}
          error={hasTried && problems.name && t('nameMissing')}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          data-autofocus
        />
        <ColumnLines draft={draft} problems={hasTried ? problems.columns : new Map()} onChange={setDraft} />
        <LiveSwitch table={table} isLive={draft.live} onChange={(live) => setDraft({ ...draft, live })} />
        {removed.length > 0 && (
          <p className={classes.loss} role="status">
            {t('removesColumns', { names: removed.join(', ') })}
          </p>
        )}
        <ReportLines report={report} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={isBusy}>
            {table ? t('save') : t('create')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
