import { Button } from '@mantine/core'
import { WandSparkles } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { useCanvas } from '../canvas-store.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusStep } from '../tools/focus.ts'
import { currentStep } from '../tools/selection.ts'
import { useCovered } from '../use-covered.ts'
import { discardProposal, dropProposal, keepProposal } from './propose-tidy.ts'
import classes from './TidyBar.module.css'

/** The tidied drawing waits for Keep or Discard, as long as it takes. */
export function TidyBar({ tools }: { tools: ActionTools }) {
  const isProposal = useCanvas((state) => state.isProposal)
  return isProposal ? <OpenBar tools={tools} /> : null
}

function OpenBar({ tools }: { tools: ActionTools }) {
  const { t } = useTranslation('canvas')
  const count = useCanvas(({ places }) => Object.keys(places ?? {}).length)
  const document = useStudio((state) => state.document)
  const covered = useCovered()
  const first = useRef<HTMLButtonElement>(null)
  const opener = useRef(currentStep())
  const proposedFor = useRef(document)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  // An edit, or an undo: the proposal was for another drawing.
  useEffect(() => {
    if (document !== proposedFor.current) dropProposal(tools.store)
  }, [document, tools])

  const end = (isKept: boolean) => {
    if (isKept) keepProposal(tools.store)
    else discardProposal(tools)
    focusStep(tools.root, opener.current)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' && event.key.toLowerCase() !== 'l') return
    event.stopPropagation()
    event.preventDefault()
    end(false)
  }
  return (
    <div
      className={`${classes.bar} nopan nodrag`}
      style={{ left: `calc(50% - ${covered / 2}px)` }}
      role="toolbar"
      aria-label={t('actions.tidy')}
      onKeyDown={onKeyDown}
    >
      <WandSparkles size={16} aria-hidden />
      {count === 0 ? (
        <>
          <span>{t('actions.tidyAlready')}</span>
          <Button ref={first} size="xs" onClick={() => end(false)}>
            {t('actions.close')}
          </Button>
        </>
      ) : (
        <>
          <span>{t('actions.tidyProposed', { count })}</span>
          <Button size="xs" onClick={() => end(false)}>
            {t('actions.discard')}
          </Button>
          <Button ref={first} size="xs" variant="filled" onClick={() => end(true)}>
            {t('actions.keep')}
          </Button>
        </>
      )}
    </div>
  )
}
