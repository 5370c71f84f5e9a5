import { definitionOf, deleteNodes, placeNodes } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { BoxSelect, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { type Arrangement, arrange } from '../canvas/actions/arrange.ts'
import { boxesOf } from '../canvas/boxes-of.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './Inspector.module.css'
import { CloseInspector } from './StepHeader.tsx'

const ALIGN: readonly Arrangement[] = ['alignLeft', 'alignCenter', 'alignTop']
const DISTRIBUTE: readonly Arrangement[] = ['distributeAcross', 'distributeDown']

export function ManySteps() {
  const { t } = useTranslation('inspector')
  const apply = useStudio((state) => state.apply)
  const select = useStudio((state) => state.select)
  const nodes = useStudio(useShallow((state) => state.document.nodes.filter(({ id }) => state.selection.includes(id))))
  const removable = nodes.filter(({ type }) => !['start', 'fallback'].includes(definitionOf(type)?.kind ?? ''))
  const choices = nodes.length > 2 ? [...ALIGN, ...DISTRIBUTE] : ALIGN
  return (
    <>
      <header className={classes.head}>
        <BoxSelect size={17} aria-hidden />
        <div className={classes.headText}>
          <h2>{t('selected', { count: nodes.length })}</h2>
          <p className={classes.kind}>{t('selectedKind')}</p>
        </div>
        <CloseInspector />
      </header>
      <div className={classes.body}>
        <section className={classes.section}>
          <h3>{t('arrange')}</h3>
          <div className={classes.buttons}>
            {choices.map((how) => (
              <Button
                key={how}
                size="xs"
                onClick={() => apply((document) => placeNodes(arrange(boxesOf({ ...document, nodes }), how))(document))}
              >
                {t(how)}
              </Button>
            ))}
          </div>
        </section>
        {removable.length > 0 && (
          <section className={classes.section}>
            <div className={classes.buttons}>
              <Button
                color="red"
                variant="outline"
                leftSection={<Trash2 size={15} aria-hidden />}
                onClick={() => {
                  apply(
                    deleteNodes(
                      removable.map(({ id }) => id),
                      { heal: true },
                    ),
                  )
                  select([])
                }}
              >
                {t('deleteThem', { count: removable.length })}
              </Button>
            </div>
          </section>
        )}
      </div>
    </>
  )
}
