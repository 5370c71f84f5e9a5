import { Button } from '@mantine/core'
import { useEffect } from 'react'
import classes from './Notice.module.css'

interface NoticeProps {
  text: string
  action: string
  onAction: () => void
  onClose: () => void
  /** How long it can be undone. */
  lastsMs?: number
}

/** One line at the foot of the page for what can be undone. */
export function Notice({ text, action, onAction, onClose, lastsMs = 10_000 }: NoticeProps) {
  useEffect(() => {
    const timer = setTimeout(onClose, lastsMs)
    return () => clearTimeout(timer)
  }, [onClose, lastsMs])
  return (
    <div className={classes.notice} role="status">
      <span>{text}</span>
      <Button size="xs" onClick={onAction}>
        {action}
      </Button>
    </div>
  )
}
