import { Button, FileButton } from '@mantine/core'
import { Import } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Takes a flow that was exported as a file. */
export function ImportButton({ onFile }: { onFile: (file: File | null) => void }) {
  const { t } = useTranslation('flows')
  return (
    <FileButton accept="application/json,.json" onChange={onFile}>
      {(props) => (
        <Button {...props} leftSection={<Import size={16} />}>
          {t('import')}
        </Button>
      )}
    </FileButton>
  )
}
