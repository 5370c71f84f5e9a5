import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import controls from '../form/Controls.module.css'
import { useStep } from '../form/step-context.ts'
import { toCanvas } from './to-canvas.ts'
import { useTargets } from './use-targets.ts'

interface ExitTargetProps {
  port: string
  /** The exit in words, for those who hear the button without its row. */
  exit: string
  /** What an exit without a connection means, in words; "not connected" if absent. */
  openWords?: string | undefined
}

/** Where an exit leads: a press goes to that step, or offers steps to connect where there is none. */
export function ExitTarget({ port, exit, openWords }: ExitTargetProps) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const goTo = useStudio((state) => state.goTo)
  const askForStep = useStudio((state) => state.askForStep)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const target = useTargets(node.id).get(port)
  const words = target?.title ?? openWords ?? t('notConnected')
  const content = (
    <>
      <ArrowRight size={14} aria-hidden />
      <span>{words}</span>
    </>
  )
  if (!target && isReadOnly)
    return (
      <span className={controls.target} data-open>
        {content}
      </span>
    )
  return (
    <button
      type="button"
      className={controls.target}
      data-open={target === undefined || undefined}
      title={words}
      aria-label={t(target ? 'goToTarget' : 'connectExit', { words, exit })}
      onClick={() => {
        if (target) {
          goTo(target.id)
          toCanvas(target.id)
        } else askForStep({ nodeId: node.id, port })
      }}
    >
      {content}
    </button>
  )
}
