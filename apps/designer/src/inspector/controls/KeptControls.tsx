/** Counting and remembering: the live table, whose row it is, the column and the value. */
import { KEPT_KEYS, type KeptKey, keptKeyOf, templateOfKey } from '@callflow-studio/model'
import type { Table } from '@callflow-studio/model/api'
import { Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { SquareArrowOutUpRight } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { request } from '../../api/client.ts'
import { keys, useTables } from '../../api/queries.ts'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import controls from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame, NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText, storedNumber } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import classes from './FlowControl.module.css'
import { tableFor, withTable, writableColumns } from './kept-table.ts'
import { ColumnSelect, TableSelect } from './TableControls.tsx'

/** The table, with the button for a new one that fits, and the one that makes the chosen table live. */
export function LiveTableControl({ field, path, value }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const { node, set } = useStep()
  const client = useQueryClient()
  const flowName = useStudio((state) => state.flowName)
  const tables = useTables()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const note = useFieldNote(field, path, value)
  const chosen = tables.data?.tables.find((table) => table.id === value)
  const change = shownText(node.data.change)

  const choose = (table: Table | undefined) =>
    set('', table ? withTable(node.data, table) : { ...node.data, table: '' }, true)
  const run = async (work: () => Promise<void>) => {
    setBusy(true)
    setFailure(null)
    try {
      await work()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  const create = () =>
    run(async () => {
      const name = t(change === 'add' ? 'countsOf' : 'valuesOf', { flow: flowName })
      const [caller, key, count, kept] = [
        t('keptColumns.caller'),
        t('keptColumns.key'),
        t('keptColumns.count'),
        t('keptColumns.value'),
      ]
      const table = await request('table.create', {
        body: tableFor(node.data, { name, caller, key, count, value: kept }),
      })
      await client.invalidateQueries({ queryKey: keys.tables })
      choose(table)
    })
  const makeLive = (table: Table) =>
    run(async () => {
      await request('table.save', { id: table.id, body: { ...table, live: true } })
      await client.invalidateQueries({ queryKey: keys.tables })
      studioStore.getState().tablesChanged()
    })

  return (
    <FieldFrame
      id={id}
      label={field.label}
      note={note}
      action={
        chosen && (
          <Link className={classes.open} to={`/tables/${chosen.id}`}>
            <SquareArrowOutUpRight size={13} aria-hidden />
            {t('openTable')}
          </Link>
        )
      }
    >
      <TableSelect
        id={id}
        path={path}
        value={shownText(value)}
        onChoose={(tableId) => choose(tables.data?.tables.find((table) => table.id === tableId))}
      />
      {chosen && !chosen.live && (
        <Button size="xs" loading={isBusy} onClick={() => void makeLive(chosen)}>
          {t('makeLive', { table: chosen.name })}
        </Button>
      )}
      {tables.isSuccess && !chosen && change !== 'forget' && (
        <TextButton disabled={isBusy} onClick={() => void create()}>
          {t(change === 'add' ? 'newCounts' : 'newValues')}
        </TextButton>
      )}
      {failure !== null && <NoteLine note={{ severity: 'error', message: failure }} />}
    </FieldFrame>
  )
}

const OWN = 'own'

/** Whose row it is: one of the usual ones, which write the key, or a key of the user's own. */
export function KeptKeyControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const { node } = useStep()
  const note = useFieldNote(field, path, value)
  const flowName = useStudio((state) => state.flowName)
  const key = shownText(value)
  const [isOwn, setOwn] = useState(false)
  const kept = isOwn ? null : keptKeyOf(key)
  const change = shownText(node.data.change)
  const choose = (choice: string | null) => {
    setOwn(choice === OWN)
    const usual = KEPT_KEYS.find((each) => each === choice)
    if (usual) onChange(templateOfKey(usual, flowName), true)
  }
  const options: { value: KeptKey | typeof OWN; label: string }[] = [...KEPT_KEYS, OWN as typeof OWN].map((each) => ({
    value: each,
    label: t(`keptKeys.${each}`),
  }))
  return (
    <div className={controls.rows}>
      <FieldFrame id={id} label={t(WHOSE[change] ?? 'oneCountFor')}>
        <Select id={id} data={options} value={kept ?? OWN} allowDeselect={false} onChange={choose} />
      </FieldFrame>
      <TemplateInput
        path={path}
        label={t('keptKey')}
        value={key}
        placeholder={field.meta.placeholder}
        hint={kept === null ? t('ownKeyHint') : undefined}
        note={note}
        onChange={(text) => onChange(text)}
      />
    </div>
  )
}

const WHOSE: Partial<Record<string, 'oneCountFor' | 'oneValueFor' | 'forgetFor'>> = {
  set: 'oneValueFor',
  forget: 'forgetFor',
}

export function KeptColumnControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const { node } = useStep()
  const note = useFieldNote(field, path, value)
  const table = useTables().data?.tables.find((each) => each.id === node.data.table)
  const isCount = node.data.change === 'add'
  return (
    <FieldFrame id={id} label={t(isCount ? 'countIn' : 'keepIn')} note={note}>
      <ColumnSelect
        id={id}
        path={path}
        columns={table ? writableColumns(node.data, table) : []}
        value={shownText(value)}
        onChoose={(column) => onChange(column, true)}
      />
    </FieldFrame>
  )
}

/** What is added to a count, or the value that is remembered. */
export function KeptValueControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const note = useFieldNote(field, path, value)
  const isCount = node.data.change === 'add'
  return (
    <TemplateInput
      path={path}
      label={t(isCount ? 'addWhat' : 'keepWhat')}
      value={shownText(value)}
      isNumber={isCount}
      placeholder={isCount ? '1' : undefined}
      hint={isCount ? t('addHint') : undefined}
      note={note}
      onChange={(text) => onChange(isCount ? storedNumber(text) : text)}
    />
  )
}
