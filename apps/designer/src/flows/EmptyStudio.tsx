import { isStep, readDocument } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NewFlow } from '../api/new-flow.ts'
import { useExamples } from '../api/queries.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import classes from './EmptyStudio.module.css'
import { ImportButton } from './ImportButton.tsx'
import { openingOf } from './opening.ts'

const FlowView = lazyPart(async () => (await import('../canvas/FlowView.tsx')).FlowView, 'decoration').Part

interface EmptyStudioProps {
  trashCount: number
  onNew: () => void
  onImport: () => void
  onExample: (example: NewFlow) => void
  onTrash: () => void
}

/** The first thing a newcomer sees: what a flow is, and three that work. */
export function EmptyStudio({ trashCount, onNew, onImport, onExample, onTrash }: EmptyStudioProps) {
  const { t } = useTranslation('flows')
  const examples = useExamples()
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
      {examples.data && examples.data.examples.length > 0 && (
        <section aria-labelledby="examples">
          <h3 id="examples" className={classes.heading}>
            {t('examples')} <small>{t('examplesHint')}</small>
          </h3>
          <div className={classes.cards}>
            {examples.data.examples.map((example) => {
              const read = readDocument(example.document)
              return (
                <article key={example.id} className={classes.card}>
                  <div className={classes.canvas} inert>
                    {read.ok && <FlowView document={openingOf(read.value)} lit={null} />}
                  </div>
                  <div className={classes.words}>
                    <h4>{example.name}</h4>
                    <p>{example.description}</p>
                    <div className={classes.foot}>
                      <small>
                        {t('steps', {
                          count: read.ok ? read.value.nodes.filter(({ type }) => isStep(type)).length : 0,
                        })}
                      </small>
                      <Button size="xs" onClick={() => onExample(example)}>
                        {t('useExample')}
                      </Button>
                    </div>
                  </div>
                </article>
              )
            })}
          </div>
        </section>
      )}
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
