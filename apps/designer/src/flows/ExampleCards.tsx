import { isStep, readDocument } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NewFlow } from '../api/new-flow.ts'
import { useExamples } from '../api/queries.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import classes from './ExampleCards.module.css'
import { openingOf } from './opening.ts'

const FlowView = lazyPart(
  () => import('../canvas/FlowView.tsx'),
  (part) => part.FlowView,
  'decoration',
).Part

export interface ExamplesProps {
  onExample: (example: NewFlow) => void
}

/** Flows that work, to start from: how each begins, what it does. */
export function ExampleCards({ onExample }: ExamplesProps) {
  const { t } = useTranslation('flows')
  const examples = useExamples()
  if (examples.isError) return <LoadError error={examples.error} onRetry={() => void examples.refetch()} />
  return (
    <div className={classes.cards} aria-busy={examples.isPending}>
      {(examples.data?.examples ?? []).map((example) => {
        const read = readDocument(example.document)
        return (
          <article key={example.id} className={classes.card}>
            <div className={classes.canvas} inert>
              {read.ok && <FlowView document={openingOf(read.value)} highlight={null} />}
            </div>
            <div className={classes.words}>
              <h4>{example.name}</h4>
              <p>{example.description}</p>
              <div className={classes.foot}>
                <small>
                  {t('steps', { count: read.ok ? read.value.nodes.filter(({ type }) => isStep(type)).length : 0 })}
                </small>
                <Button
                  size="xs"
                  aria-label={t('useExampleNamed', { name: example.name })}
                  onClick={() => onExample(example)}
                >
                  {t('useExample')}
                </Button>
              </div>
            </div>
          </article>
        )
      })}
    </div>
  )
}
