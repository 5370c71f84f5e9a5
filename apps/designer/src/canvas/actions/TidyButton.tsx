import { ActionIcon, Tooltip } from '@mantine/core'
import { WandSparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { useCanvas } from '../canvas-store.ts'
import { useActionTools } from '../tools/use-action-tools.ts'
import { discardProposal, proposeTidy } from './propose-tidy.ts'

/** Proposes a tidy drawing; once more takes the proposal back. */
export function TidyButton() {
  const { t } = useTranslation('canvas')
  const tools = useActionTools()
  const isProposal = useCanvas((state) => state.isProposal)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  if (isReadOnly) return null
  return (
    <Tooltip label={`${t('actions.tidy')} (L)`}>
      <ActionIcon
        aria-label={t('actions.tidy')}
        aria-pressed={isProposal}
        onClick={() => (isProposal ? discardProposal(tools) : proposeTidy(tools))}
      >
        <WandSparkles size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
