import { type Comparison, type FlowDocument, replaceDocument, type StepChange, titleOf } from '@callflow-studio/model'
import type { Version } from '@callflow-studio/model/api'
import { Button, Tooltip } from '@mantine/core'
import { Radio, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActivate, useNameOf } from '../api/queries.ts'
import { isSameContent } from '../state/is-same-content.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { type Difference, differenceKey, differencesOf, lineOf } from '../step-ui/change-sentence.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import { Notice } from '../ui/Notice.tsx'
import classes from './ChangePanel.module.css'

interface ChangePanelProps {
  flowId: string
  version: Version
  base: FlowDocument
  draft: FlowDocument
  change: StepChange | null
  comparison: Comparison
  isLive: boolean
}

/** What changed in the selected step, and what can be done with the version. */
export function ChangePanel({ flowId, version, base, draft, change, comparison, isLive }: ChangePanelProps) {
  const { t } = useTranslation('versions')
  const { steps, moved } = comparison
  const isSame = useMemo(() => isSameContent(base, draft), [base, draft])
  const apply = useStudio((state) => state.apply)
  const undo = useStudio((state) => state.undo)
  const activate = useActivate(flowId)
  const [isRestored, setRestored] = useState(false)
  const makeLive = () =>
    activate.mutate(version.version, {
      onSuccess: () => studioStore.getState().setSync({ liveVersion: version.version }),
    })
  const restore = () => {
    apply(replaceDocument(base))
    setRestored(true)
  }
  return (
    <aside className={classes.panel}>
      <div className={classes.content}>
        {change ? (
          <Changed change={change} version={version.version} base={base} draft={draft} />
        ) : (
          <p className={classes.hint}>
            {steps.length > 0 ? t('select') : isSame ? t('same', { version: version.version }) : t('noStepDiffers')}
          </p>
        )}
        {moved > 0 && (
          <section className={classes.moved}>
            <h3>{t('notShown')}</h3>
            <p>{t('moved', { count: moved })}</p>
          </section>
        )}
      </div>
      {activate.error && (
        <p className={classes.problem} role="alert">
          {activate.error.message}
        </p>
      )}
      {!(isLive && isSame) && (
        <footer className={classes.foot}>
          {!isLive && (
            <Tooltip label={t('makeLiveHint')} multiline w={260}>
              <Button fullWidth leftSection={<Radio size={15} />} loading={activate.isPending} onClick={makeLive}>
                {t('makeLive')}
              </Button>
            </Tooltip>
          )}
          {!isSame && (
            <Button fullWidth leftSection={<Undo2 size={15} />} onClick={restore}>
              {t('restore', { version: version.version })}
            </Button>
          )}
        </footer>
      )}
      {isRestored && (
        <Notice
          text={t('restored', { version: version.version })}
          action={t('undo')}
          onAction={() => {
            undo()
            setRestored(false)
          }}
          onClose={() => setRestored(false)}
        />
      )}
    </aside>
  )
}

function Changed({
  change,
  version,
  base,
  draft,
}: {
  change: StepChange
  version: number
  base: FlowDocument
  draft: FlowDocument
}) {
  const { t } = useTranslation('versions')
  const differences = differencesOf(change, base, draft, useNameOf())
  return (
    <>
      <header className={classes.head}>
        <StepTile type={change.node.type} />
        <div>
          <h2>{titleOf(change.node)}</h2>
          <small>
            {change.kind === 'changed'
              ? t('changedFields', { count: differences.length })
              : t(change.kind === 'added' ? 'addedStep' : 'removedStep', { version })}
          </small>
        </div>
      </header>
      {change.kind !== 'changed' && <p className={classes.line}>{lineOf(change)}</p>}
      {differences.map((difference) => (
        <Pair key={differenceKey(difference)} difference={difference} />
      ))}
    </>
  )
}

function Pair({ difference: { label, port, before, after, isEntry } }: { difference: Difference }) {
  const { t } = useTranslation('versions')
  const none = port === null ? t('notSet') : t('notConnected')
  return (
    <section className={classes.pair}>
      <h3>{label ?? (port ? t('exitGoesTo', { exit: port }) : t('goesTo'))}</h3>
      {!(isEntry && before === null) && (
        <p data-sign="−">
          <span className="visually-hidden">{t('before')} </span>
          {before ?? none}
        </p>
      )}
      {!(isEntry && after === null) && (
        <p data-sign="+">
          <span className="visually-hidden">{t('after')} </span>
          {after ?? none}
        </p>
      )}
    </section>
  )
}
