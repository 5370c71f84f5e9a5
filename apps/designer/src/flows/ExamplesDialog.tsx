import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ExampleCards, type ExamplesProps } from './ExampleCards.tsx'

/** The examples, where there are flows already. */
export function ExamplesDialog({ onExample, onClose }: ExamplesProps & { onClose: () => void }) {
  const { t } = useTranslation('flows')
  return (
    <Modal opened onClose={onClose} title={t('examplesTitle')} size={980}>
      <ExampleCards onExample={onExample} />
    </Modal>
  )
}
