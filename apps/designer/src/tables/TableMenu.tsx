import type { Table } from '@callflow-studio/model/api'
import { ActionIcon, FileButton, Menu } from '@mantine/core'
import { CalendarPlus, Download, Ellipsis, FileUp, Settings2, Sheet, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { urlOf } from '../api/client.ts'
import { useConfirm } from '../ui/use-confirm.tsx'
import { takesHolidays } from './holiday-list.ts'
import { usersOf } from './users-of.ts'

interface TableMenuProps {
  table: Table
  onImport: (file: File) => void
  onSettings: () => void
  onHolidays: () => void
  onDelete: () => void
}

export function TableMenu({ table, onImport, onSettings, onHolidays, onDelete }: TableMenuProps) {
  const { t } = useTranslation('tables')
  const [dialog, confirm] = useConfirm()
  const remove = async () => {
    const flows = usersOf(table)
    const text = flows === '' ? t('deleteText') : `${t('deleteText')} ${t('deleteUsed', { flows })}`
    if (await confirm({ title: t('deleteTitle', { name: table.name }), text, action: t('deleteTable') })) onDelete()
  }
  return (
    <>
      <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => file && onImport(file)}>
        {({ onClick }) => (
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon aria-label={t('menuOf', { name: table.name })}>
                <Ellipsis size={17} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Settings2 size={15} />} onClick={onSettings}>
                {t('settings')}
              </Menu.Item>
              {takesHolidays(table) && (
                <Menu.Item leftSection={<CalendarPlus size={15} />} onClick={onHolidays}>
                  {t('addHolidays')}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<FileUp size={15} />} onClick={onClick}>
                {t('importRows')}
              </Menu.Item>
              <Menu.Item
                component="a"
                leftSection={<Download size={15} />}
                href={urlOf('table.export', { id: table.id })}
                download={`${table.name}.csv`}
              >
                {t('exportRows')}
              </Menu.Item>
              <Menu.Item
                component="a"
                leftSection={<Sheet size={15} />}
                href={urlOf('table.export', { id: table.id, query: { spreadsheet: true } })}
                download={`${table.name}.csv`}
              >
                {t('exportForSpreadsheets')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item c="var(--error-text)" leftSection={<Trash2 size={15} />} onClick={() => void remove()}>
                {t('deleteTable')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </FileButton>
      {dialog}
    </>
  )
}
