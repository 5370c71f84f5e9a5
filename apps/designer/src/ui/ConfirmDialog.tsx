import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface ConfirmDialogProps {
  /** A question that names what is lost: "Delete Front desk?" */
  title: string
  /** What it means, and whether it can be undone. */
  children: ReactNode
  /** The verb of the button that does it. */
  action: string
  isBusy?: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Escape closes this dialog and leaves one below it open: Mantine's listeners skip elements that say so. */
const OWN_ESCAPE = { 'data-mantine-stop-propagation': 'true' }

/** Asks before something is lost. Cancel has the focus. */
export function ConfirmDialog({ title, children, action, isBusy = false, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation('ui')
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={460}
      withCloseButton={false}
      attributes={{ content: OWN_ESCAPE }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        event.stopPropagation() // React hands keys on to what shows the dialog, such as a grid
      }}
    >
      {children}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button onClick={onClose} data-autofocus {...OWN_ESCAPE}>
          {t('cancel')}
        </Button>
        <Button variant="filled" color="red" loading={isBusy} onClick={onConfirm} {...OWN_ESCAPE}>
          {action}
        </Button>
      </Group>
    </Modal>
  )
}
