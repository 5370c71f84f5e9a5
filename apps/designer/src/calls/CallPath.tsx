import type { CallRequestDetail } from '@callflow-studio/model/api'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { FlowView } from '../canvas/FlowView.tsx'
import { useVersionDocument } from '../state/use-version-document.ts'
import classes from './CallPath.module.css'
import { callPath } from './call-path.ts'

/** The path through the flow, up to the request that is looked at. */
export function CallPath({ details }: { details: readonly CallRequestDetail[] }) {
  const { t } = useTranslation('calls')
  const last = details.at(-1)
  const { document, isGone } = useVersionDocument(last?.flowId ?? '', last?.version ?? 0)
  const highlight = useMemo(() => (document ? callPath(document, details) : null), [document, details])
  return (
    <section className={classes.path}>
      <div className={classes.drawing}>
        {document && <FlowView document={document} highlight={highlight} hasControls />}
        {isGone && <p className={classes.gone}>{t('versionGone')}</p>}
      </div>
      <ul className={classes.legend}>
        <li>{t('tookPath')}</li>
        <li data-sent>{t('sentDecides')}</li>
      </ul>
    </section>
  )
}
