import { type Diagnostic, titleOf } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fixesOf } from '../state/fix-command.ts'
import { useStudio } from '../state/studio-store.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import classes from './ProblemLines.module.css'

/** Problems, each a button that leads to its field, and beside it the edit that fixes it. */
export function ProblemLines({ diagnostics, onGo }: { diagnostics: readonly Diagnostic[]; onGo: () => void }) {
  const { t } = useTranslation('publish')
  const nodes = useStudio((state) => state.document.nodes)
  const goTo = useStudio((state) => state.goTo)
  const apply = useStudio((state) => state.apply)
  return (
    <ul className={classes.list}>
      {diagnostics.map((diagnostic) => {
        const node = nodes.find(({ id }) => id === diagnostic.nodeId)
        const step = node ? titleOf(node) : t('wholeFlow')
        const content = (
          <>
            <StepTile type={node?.type ?? 'start'} size={24} />
            <strong>{step}</strong>
            <span>{diagnostic.message}</span>
          </>
        )
        return (
          <li key={`${diagnostic.code} ${diagnostic.nodeId} ${diagnostic.field} ${diagnostic.message}`}>
            {node ? (
              <button
                type="button"
                onClick={() => {
                  onGo()
                  goTo(node.id, diagnostic.field)
                }}
              >
                {content}
              </button>
            ) : (
              <div>{content}</div>
            )}
            {fixesOf(diagnostic).map(({ label, command }) => (
              <Button key={label} size="xs" className={classes.fix} onClick={() => apply(command)}>
                {label}
              </Button>
            ))}
          </li>
        )
      })}
    </ul>
  )
}
