import { titleOf } from '@callflow-studio/model'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import type { ActionTools } from '../tools/action.ts'
import { focusStep } from '../tools/focus.ts'
import classes from '../tools/PickList.module.css'
import { PickList } from '../tools/PickList.tsx'
import { currentStep } from '../tools/selection.ts'
import { findInFlow } from './find-in-flow.ts'
import { goTo } from './walk-actions.ts'

/** Finds a step; going through the list, the canvas shows each. */
export function FindStep({ tools }: { tools: ActionTools }) {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const [query, setQuery] = useState('')
  const [opener] = useState(currentStep)
  const found = useMemo(() => findInFlow(document, query), [document, query])
  return (
    <PickList
      label={t('actions.find')}
      placeholder={t('actions.findHint')}
      items={found.map(({ node, where }) => ({
        id: node.id,
        content: (
          <>
            <StepTile type={node.type} size={24} />
            <span className={classes.name}>
              {titleOf(node)}
              {where !== null && <span className={classes.below}>{where}</span>}
            </span>
          </>
        ),
      }))}
      query={query}
      onQuery={setQuery}
      onActive={(id) => {
        if (query.trim() !== '') studioStore.setState({ revealNode: id })
      }}
      onPick={(id) => {
        tools.store.getState().closeLists()
        goTo(tools, id)
      }}
      onClose={(isAway) => {
        tools.store.getState().closeLists()
        if (!isAway) focusStep(tools.root, opener)
      }}
      at="aside"
      width={420}
    />
  )
}
