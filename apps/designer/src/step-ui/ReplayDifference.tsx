import type { ReplayDifference as Difference, ReplayPathStep } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import classes from './ReplayDifference.module.css'

interface ReplayDifferenceProps {
  difference: Difference
  before: readonly ReplayPathStep[]
  after: readonly ReplayPathStep[]
}

/** The step at which a call goes elsewhere on the draft: what happened there then and now, and both paths. */
export function ReplayDifference({ difference, before, after }: ReplayDifferenceProps) {
  const { t } = useTranslation('step-ui')
  const { title } = difference
  return (
    <div className={classes.difference}>
      <strong>{title === null ? t('replay.fromStart') : t('replay.firstDifference', { step: title })}</strong>
      <dl>
        <Side name={t('replay.before')} words={difference.before} path={before} parting={difference.nodeId} />
        <Side name={t('replay.after')} words={difference.after} path={after} parting={difference.nodeId} />
      </dl>
    </div>
  )
}

interface SideProps {
  name: string
  words: string
  path: readonly ReplayPathStep[]
  /** The last step that is the same. */
  parting: string | null
}

/** Steps that are shown before the one at which the paths part. */
const SHOWN_BEFORE = 2

function Side({ name, words, path, parting }: SideProps) {
  const { t } = useTranslation('step-ui')
  const at = path.findIndex(({ nodeId }) => nodeId === parting)
  const hidden = Math.max(0, at - SHOWN_BEFORE)
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={classes.words}>{words}</span>
        <ol aria-label={t('replay.path')}>
          {hidden > 0 && <li data-quiet>{t('replay.more', { count: hidden })}</li>}
          {path.slice(hidden).map(({ nodeId, title, exit }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a call can come to a step again, and the path does not change
            <li key={`${nodeId} ${index}`}>
              {title}
              {exit !== null && <small>{exit}</small>}
            </li>
          ))}
        </ol>
      </dd>
    </div>
  )
}
