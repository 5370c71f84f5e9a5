import type { CreateTable, PublicHolidays, Table } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { CalendarPlus, ChevronLeft, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { LinkList } from '../ui/LinkList.tsx'
import { HolidayDialog } from './HolidayDialog.tsx'
import { takesHolidays } from './holiday-list.ts'
import { LiveSwitch } from './LiveSwitch.tsx'
import { TableDialog } from './TableDialog.tsx'
import { TableMenu } from './TableMenu.tsx'
import classes from './TablePage.module.css'

interface TableHeadProps {
  table: Table
  onImport: (file: File) => void
  /** Answers null where the user would rather not. */
  onSave: (input: CreateTable) => Promise<unknown>
  onLive: (live: boolean) => void
  /** Adds days to a list of days. */
  onHolidays: (days: PublicHolidays['days']) => Promise<void>
  onDelete: () => void
}

export function TableHead({ table, onImport, onSave, onLive, onHolidays, onDelete }: TableHeadProps) {
  const { t } = useTranslation('tables')
  const [isShaping, setShaping] = useState(false)
  const [isAdding, setAdding] = useState(false)
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <Link to="/tables" className={classes.back}>
          <ChevronLeft size={15} aria-hidden />
          {t('allTables')}
        </Link>
        <h1>{table.name}</h1>
        {table.usedBy.length > 0 && (
          <p>
            {t('usedBy')} <LinkList links={table.usedBy.map(({ id, name }) => ({ to: `/flows/${id}`, text: name }))} />
          </p>
        )}
      </div>
      <div className={classes.live}>
        <LiveSwitch table={table} isLive={table.live} onChange={onLive} />
      </div>
      <div className={classes.actions}>
        <Button
          className={classes.settings}
          leftSection={<Settings2 size={16} aria-hidden />}
          onClick={() => setShaping(true)}
        >
          {t('settings')}
        </Button>
        {takesHolidays(table) && (
          <Button
            className={classes.wide}
            leftSection={<CalendarPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t('addHolidays')}
          </Button>
        )}
        <TableMenu
          table={table}
          onSettings={() => setShaping(true)}
          onHolidays={() => setAdding(true)}
          onImport={onImport}
          onDelete={onDelete}
        />
      </div>
      {isAdding && (
        <HolidayDialog
          table={table}
          onClose={() => setAdding(false)}
          onSave={async (days) => {
            await onHolidays(days)
            setAdding(false)
          }}
        />
      )}
      {isShaping && (
        <TableDialog
          table={table}
          onClose={() => setShaping(false)}
          onSave={async (input) => {
            if ((await onSave(input)) !== null) setShaping(false)
          }}
        />
      )}
    </header>
  )
}
