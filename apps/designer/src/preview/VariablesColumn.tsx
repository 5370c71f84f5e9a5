import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { useShownRequest } from './HttpLog.tsx'
import { settersIn, variablesAfter } from './preview-variables.ts'
import classes from './VariablesColumn.module.css'

export function VariablesColumn() {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const preview = useStudio((state) => state.preview)
  const shown = useShownRequest()
  if (!preview || shown === null) return null
  const variables = variablesAfter(preview, shown)
  const setters = settersIn(document, preview, shown)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard
    <section className={classes.column} aria-label={t('variables')} tabIndex={0}>
      <header>
        <h3>{t('variables')}</h3>
        <span>{t('afterRequest', { number: shown + 1 })}</span>
      </header>
      <dl>
        {variables.map(({ path, value, isSet }) => (
          <div key={path}>
            <dt>{path}</dt>
            <dd data-set={isSet || undefined} title={value}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {variables.length === 0 && <p>{t('noVariables')}</p>}
      {setters.length > 0 && <p>{t('setBy', { titles: setters.join(', ') })}</p>}
    </section>
  )
}
