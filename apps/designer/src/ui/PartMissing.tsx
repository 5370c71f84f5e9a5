import { Button, Group, Modal, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isStudioReachable } from './is-studio-reachable.ts'
import classes from './Message.module.css'

interface PartMissingProps {
  place: 'page' | 'dialog'
  onRetry: () => void
  onClose?: () => void
}

/** In the place of a part whose code could not be fetched: why, and what to do. Nothing else on the page is touched. */
export function PartMissing({ place, onRetry, onClose }: PartMissingProps) {
  const { t } = useTranslation('ui')
  /** Null: not known yet. */
  const [isReachable, setReachable] = useState<boolean | null>(null)
  useEffect(() => {
    let isShown = true
    void isStudioReachable().then((reachable) => isShown && setReachable(reachable))
    window.addEventListener('online', onRetry)
    return () => {
      isShown = false
      window.removeEventListener('online', onRetry)
    }
  }, [onRetry])
  if (isReachable === null) return null
  const text = t(isReachable ? 'updated' : 'partOffline')
  const action = isReachable ? (
    <Button variant="filled" onClick={() => location.reload()}>
      {t('reload')}
    </Button>
  ) : (
    <Button variant="filled" onClick={onRetry}>
      {t('tryAgain')}
    </Button>
  )
  if (place === 'page')
    return (
      <main className={classes.message} role="alert">
        <p>{text}</p>
        {action}
      </main>
    )
  return (
    <Modal opened onClose={onClose ?? (() => {})} title={t(isReachable ? 'updatedTitle' : 'offlineTitle')} size={420}>
      <Text role="alert">{text}</Text>
      <Group justify="flex-end" gap="xs" mt="lg">
        {onClose && <Button onClick={onClose}>{t('close')}</Button>}
        {action}
      </Group>
    </Modal>
  )
}
