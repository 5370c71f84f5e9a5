import type { FlowDocument } from '@callflow-studio/model'
import type { CallRequestDetail } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import classes from './CallVariables.module.css'
import { writtenVariables } from './request-facts.ts'

interface CallVariablesProps {
  detail: CallRequestDetail
  /** The request before; undefined for the first one. */
  before: CallRequestDetail | undefined
  document: FlowDocument | null
}

/** The variables as this request left them; those that it changed are marked. */
export function CallVariables({ detail, before, document }: CallVariablesProps) {
  const { t } = useTranslation('calls')
  const defaults = (document?.variables ?? []).map(({ name, default: value }) => [name, value])
  const variables = writtenVariables(detail, before?.variables ?? Object.fromEntries(defaults))
  if (variables.length === 0) return null
  return (
    <section className={classes.variables} aria-label={t('variables')}>
      <h3>{t('variables')}</h3>
      <dl>
        {variables.map(({ name, value, isNew }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {isNew && <small>{t('setHere')}</small>}
          </div>
        ))}
      </dl>
    </section>
  )
}
