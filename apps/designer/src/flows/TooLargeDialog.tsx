import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface TooLargeDialogProps {
  /** How much of its size the flow keeps, from 0 to 1. */
  scale: number
  onChoose: (format: 'svg' | 'png') => void
  onClose: () => void
}

/** Asks before a picture is made that nobody could read. */
export function TooLargeDialog({ scale, onChoose, onClose }: TooLargeDialogProps) {
  const { t } = useTranslation('flows')
  return (
    <Modal opened onClose={onClose} title={t('tooLargeTitle')} size={520}>
      <Text>{t('tooLargeText', { percent: Math.max(1, Math.round(scale * 100)) })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button onClick={() => onChoose('png')}>{t('exportPngAnyway')}</Button>
        <Button variant="filled" onClick={() => onChoose('svg')} data-autofocus>
          {t('exportSvgInstead')}
        </Button>
      </Group>
    </Modal>
  )
}
