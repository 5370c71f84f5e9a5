import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StepTile } from '../step-ui/StepTile.tsx'
import classes from './NotStaticDialog.module.css'
import type { NotStatic } from './not-static.ts'

interface NotStaticDialogProps {
  /** The file has left, and these are the steps that its KAZOO lacks. */
  isExported?: boolean
  reasons: readonly NotStatic[]
  onShow?: ((nodeId: string, field: string | null) => void) | undefined
  onClose: () => void
}

/** Why a flow cannot be kept in KAZOO itself, or not in each version of it: step by step, each one press away where the flow is open. */
export function NotStaticDialog({ isExported = false, reasons, onShow, onClose }: NotStaticDialogProps) {
  const { t } = useTranslation('flows')
  return (
    <Modal opened onClose={onClose} title={t(isExported ? 'notKnownTitle' : 'notStaticTitle')} size={620}>
      <p className={classes.text}>{t(isExported ? 'notKnownText' : 'notStaticText')}</p>
      <ul className={classes.list}>
        {reasons.map(({ step, field, message }) => (
          <li key={`${step?.id} ${message}`}>
            <StepTile type={step?.type ?? 'start'} size={24} />
            <div>
              <strong>{step?.title ?? t('wholeFlow')}</strong>
              <span>{message}</span>
            </div>
            {step && onShow && (
              <Button
                size="xs"
                aria-label={t('showStepNamed', { step: step.title })}
                onClick={() => {
                  onClose()
                  onShow(step.id, field)
                }}
              >
                {t('showStep')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="lg">
        <Button onClick={onClose} data-autofocus>
          {t('close')}
        </Button>
      </Group>
    </Modal>
  )
}
