import { Menu } from '@mantine/core'
import type { ParseKeys } from 'i18next'
import { Braces, FileImage, FileJson, Image, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EXPORT_KINDS, type ExportKind } from '../state/session-slice.ts'

const ITEMS: Record<ExportKind, { icon: LucideIcon; label: ParseKeys<'flows'> }> = {
  callflow: { icon: Braces, label: 'exportCallflow' },
  document: { icon: FileJson, label: 'exportDocument' },
  svg: { icon: FileImage, label: 'exportSvg' },
  png: { icon: Image, label: 'exportPng' },
}

/** What a flow can leave the studio as, in a menu. */
export function ExportItems({ onExport }: { onExport: (kind: ExportKind) => void }) {
  const { t } = useTranslation('flows')
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('exportAs')}</Menu.Label>
      {EXPORT_KINDS.map((kind) => {
        const { icon: Icon, label } = ITEMS[kind]
        return (
          <Menu.Item key={kind} leftSection={<Icon size={15} />} onClick={() => onExport(kind)}>
            {t(label)}
          </Menu.Item>
        )
      })}
    </>
  )
}
