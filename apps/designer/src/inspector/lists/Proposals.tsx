import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'

/** Lines that could be added, by a word for each. */
export interface ProposalGroup {
  /** What they have in common: "Required inputs". */
  label: string
  items: readonly { name: string; line: Record<string, unknown> }[]
}

interface ProposalsProps {
  groups: readonly ProposalGroup[]
  onAdd: (lines: readonly Record<string, unknown>[]) => void
}

/** What is likely to be wanted in a list, each a press away. */
export function Proposals({ groups, onAdd }: ProposalsProps) {
  const { t } = useTranslation('inspector')
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ label, items }) => (
      <fieldset key={label} className={classes.free}>
        <legend>{label}</legend>
        {items.map(({ name, line }) => (
          <button key={name} type="button" aria-label={t('addNamed', { name })} onClick={() => onAdd([line])}>
            <Plus size={12} aria-hidden />
            {name}
          </button>
        ))}
        {items.length > 1 && (
          <button type="button" data-all onClick={() => onAdd(items.map(({ line }) => line))}>
            {t('addAll')}
          </button>
        )}
      </fieldset>
    ))
}
