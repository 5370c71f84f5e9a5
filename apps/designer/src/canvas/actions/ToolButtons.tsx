import { ActionIcon, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { keyText } from '../../ui/shortcut.ts'
import { useActionTools } from '../tools/use-action-tools.ts'
import { actionNamed } from './actions.ts'

const SHOWN = ['find', 'outline', 'all-actions', 'keys']

/** What has a key that nobody guesses: find, outline, all actions, keys. */
export function ToolButtons() {
  const { t } = useTranslation('canvas')
  const tools = useActionTools()
  return SHOWN.map(actionNamed).map(({ id, label, icon: Icon, shortcut: [shortcut = ''], run }) => (
    <Tooltip key={id} label={`${t(label)} (${keyText(shortcut)})`}>
      <ActionIcon aria-label={t(label)} onClick={() => run(tools)}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  ))
}
