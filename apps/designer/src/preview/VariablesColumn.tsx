import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { originOf, type PreviewValue, valuesAt } from './preview-variables.ts'
import { useShownLine } from './shown-line.ts'
import { clockText } from './transcript.ts'
import classes from './VariablesColumn.module.css'

/** The values at the shown line of the transcript; those that came with it are marked. */
export function VariablesColumn() {
  const { t } = useTranslation('preview')
  const preview = useStudio((state) => state.preview)
  const line = useShownLine()
  const event = line === null ? undefined : preview?.events[line]
  if (!preview || line === null || !event) return null
  const values = valuesAt(preview.events, line)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard
    <section className={classes.column} aria-label={t('variables')} tabIndex={0}>
      <header>
        <h3>{t('variables')}</h3>
        <span>{t('atTime', { time: clockText(event.atMs) })}</span>
      </header>
      <dl>
        {values.map((value) => (
          <Value key={value.name} value={value} />
        ))}
      </dl>
      {values.length === 0 && <p>{t('noVariables')}</p>}
    </section>
  )
}

function Value({ value: { name, value, from, isNew } }: { value: PreviewValue }) {
  const { t } = useTranslation('preview')
  const document = usePreviewedDocument()
  const { kind, step } = originOf(document, from)
  const words = t(`origin.${kind}`, { step: step?.title ?? '' })
  return (
    <div data-new={isNew || undefined}>
      <dt>{name}</dt>
      <dd className={classes.value} title={value}>
        {value}
      </dd>
      <dd className={classes.origin}>
        {isNew && <b>{t('isNew')}</b>}
        {step ? (
          <button type="button" onClick={() => studioStore.getState().goTo(step.id)}>
            {words}
          </button>
        ) : (
          words
        )}
      </dd>
    </div>
  )
}
