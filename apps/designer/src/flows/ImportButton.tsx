import { Button } from '@mantine/core'
import { Import } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Knows the catalogue of steps, which the list itself need not wait for. */
const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }))

/** Takes flows in: the studio's own, callflows of KAZOO's, TwiML. */
export function ImportButton() {
  const { t } = useTranslation('flows')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button leftSection={<Import size={16} />} onClick={() => setOpen(true)}>
        {t('import')}
      </Button>
      <Suspense>{isOpen && <ImportDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
