import { portsOf, titleOf } from '@callflow-studio/model'
import { ArrowRight } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import classes from '../form/Controls.module.css'
import { useStep } from '../form/step-context.ts'

/** Where the sample call goes from this step. */
export function TakenExit({ exit }: { exit: string | null }) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const document = useStudio((state) => state.document)
  const port = portsOf(node, document.edges).find(({ key }) => key === exit)
  const edge = document.edges.find((each) => each.source === node.id && each.sourceHandle === exit)
  const target = document.nodes.find(({ id }) => id === edge?.target)
  if (!port) return null
  return (
    <p className={classes.verdict} role="status">
      <ArrowRight size={14} aria-hidden />
      <span>
        <Trans
          t={t}
          i18nKey={target ? 'takes' : 'takesUnconnected'}
          values={{ exit: port.label, title: target ? titleOf(target) : '' }}
          components={{ 1: <b /> }}
        />
      </span>
    </p>
  )
}
