import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './PublishDialog.module.css'

/** Title, a line below, and the close button. */
export function DialogHead({
  title,
  children,
  mark,
  onClose,
}: {
  title: string
  children?: ReactNode
  mark?: ReactNode
  onClose: () => void
}) {
  const { t } = useTranslation('publish')
  return (
    <header className={classes.head}>
      {mark}
      <div>
        <h2>{title}</h2>
        {children && <p>{children}</p>}
      </div>
      <ActionIcon aria-label={t('close')} onClick={onClose}>
        <X size={18} />
      </ActionIcon>
    </header>
  )
}
