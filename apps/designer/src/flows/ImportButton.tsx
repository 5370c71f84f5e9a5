import { Button } from '@mantine/core'
import { Import } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Leads to the dialog that takes flows in. */
export function ImportButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('flows')
  return (
    <Button leftSection={<Import size={16} />} onClick={onClick}>
      {t('import')}
    </Button>
  )
}
