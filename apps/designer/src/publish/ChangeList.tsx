import type { Comparison, FlowDocument, StepChange } from '@callflow-studio/model'
import { titleOf } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import { useNameOf } from '../api/queries.ts'
import { type Difference, differenceKey, differencesOf, lineOf } from '../step-ui/change-sentence.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import { Chip } from '../ui/Chip.tsx'
import classes from './ChangeList.module.css'

interface ChangeListProps {
  comparison: Comparison
  before: FlowDocument
  after: FlowDocument
}

const TONES = { added: 'call', changed: 'warn', removed: 'error' } as const
const SHOWN_DIFFERENCES = 2

/** What differs between two states of a flow, a line a step. */
export function ChangeList({ comparison, before, after }: ChangeListProps) {
  const { t } = useTranslation('publish')
  if (comparison.steps.length === 0)
    return <p className={classes.none}>{comparison.moved > 0 ? t('onlyMoved') : t('sameDrawing')}</p>
  return (
    // Longer than its box: arrow keys scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <ul className={classes.list} tabIndex={0} aria-label={t('whatChanges')}>
      {comparison.steps.map((change) => (
        <li key={change.nodeId}>
          <StepTile type={change.node.type} size={28} />
          <strong>{titleOf(change.node)}</strong>
          <Sentence change={change} before={before} after={after} />
          <Chip tone={TONES[change.kind]}>{t(change.kind)}</Chip>
        </li>
      ))}
    </ul>
  )
}

function Sentence({ change, before, after }: { change: StepChange; before: FlowDocument; after: FlowDocument }) {
  const { t } = useTranslation('publish')
  const nameOf = useNameOf()
  if (change.kind !== 'changed') return <span className={classes.sentence}>{lineOf(change)}</span>
  const differences = differencesOf(change, before, after, nameOf)
  const rest = differences.length - SHOWN_DIFFERENCES
  return (
    <span className={classes.sentence}>
      {differences.slice(0, SHOWN_DIFFERENCES).map((difference) => (
        <span key={differenceKey(difference)}>
          <Words difference={difference} />
        </span>
      ))}
      {rest > 0 && <span>{t('andMore', { count: rest })}</span>}
    </span>
  )
}

function Words({ difference: { label, port, before, after, isEntry } }: { difference: Difference }) {
  const { t } = useTranslation('publish')
  const none = port === null ? t('notSet') : t('notConnected')
  return (
    <>
      {label ?? (port ? t('exitGoesTo', { exit: port }) : t('goesTo'))}{' '}
      {!(isEntry && before === null) && <del>{before ?? none}</del>}{' '}
      {!(isEntry && after === null) && <ins>{after ?? none}</ins>}
    </>
  )
}
