import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'

interface CopyButtonProps {
  text: string
  /** What is copied, for those who hear the button: "the Voice URL". */
  what: string
  /** Only the picture. */
  isSmall?: boolean
  variant?: 'default' | 'subtle'
}

export function CopyButton({ text, what, isSmall = false, variant = 'default' }: CopyButtonProps) {
  const { t } = useTranslation('ui')
  const clipboard = useClipboard({ timeout: 1500 })
  const Icon = clipboard.copied ? Check : Copy
  const label = clipboard.copied ? t('copied') : t('copy')
  const copy = () => clipboard.copy(text)
  if (isSmall)
    return (
      <Tooltip label={label}>
        <ActionIcon size="sm" aria-label={t('copyNamed', { what })} onClick={copy}>
          <Icon size={15} />
        </ActionIcon>
      </Tooltip>
    )
  return (
    <Button
      size="xs"
      variant={variant}
      {...(variant === 'subtle' ? { color: 'gray' } : {})}
      leftSection={<Icon size={15} />}
      onClick={copy}
      aria-label={t('copyNamed', { what })}
    >
      {label}
    </Button>
  )
}
