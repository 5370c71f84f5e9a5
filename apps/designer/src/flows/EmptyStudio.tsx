import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from './EmptyStudio.module.css'
import { ExampleCards, type ExamplesProps } from './ExampleCards.tsx'
import { ImportButton } from './ImportButton.tsx'

interface EmptyStudioProps extends ExamplesProps {
  trashCount: number
  onNew: () => void
  onImport: () => void
  onTrash: () => void
}

/** The first thing a newcomer sees: what a flow is, and three that work. */
export function EmptyStudio({ trashCount, onNew, onImport, onExample, onTrash }: EmptyStudioProps) {
  const { t } = useTranslation('flows')
  return (
    <>
      <div className={classes.hello}>
        <Sketch />
        <h2>{t('emptyTitle')}</h2>
        <p>{t('emptyText')}</p>
        <div className={classes.buttons}>
          <Button variant="filled" leftSection={<Plus size={16} />} onClick={onNew}>
            {t('newFlow')}
          </Button>
          <ImportButton onClick={onImport} />
          {trashCount > 0 && <Button onClick={onTrash}>{t('trash')}</Button>}
        </div>
      </div>
      <section aria-labelledby="examples">
        <h3 id="examples" className={classes.heading}>
          {t('examples')} <small>{t('examplesHint')}</small>
        </h3>
        <ExampleCards onExample={onExample} />
      </section>
    </>
  )
}

function Sketch() {
  return (
    <svg width="168" height="84" viewBox="0 0 168 84" className={classes.sketch} aria-hidden>
      <g fill="none" stroke="var(--edge)" strokeWidth="1.5">
        <path d="M84 21v12" />
        <path d="M68 53v4q0 4-4 4H36q-4 0-4 4M100 53v4q0 4 4 4h28q4 0 4 4" strokeDasharray="3 3" />
      </g>
      <rect x="62" y="1" width="44" height="20" rx="10" fill="var(--call-soft)" stroke="var(--call-line)" />
      <rect x="50" y="33" width="68" height="20" rx="6" fill="var(--surface)" stroke="var(--line2)" />
      <rect x="56" y="39" width="8" height="8" rx="2" fill="var(--input)" />
      <g fill="none" stroke="var(--line2)" strokeDasharray="4 3">
        <rect x="1" y="65" width="56" height="17" rx="6" />
        <rect x="111" y="65" width="56" height="17" rx="6" />
      </g>
    </svg>
  )
}
