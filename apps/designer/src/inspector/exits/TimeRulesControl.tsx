import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { SortableList } from '../../ui/SortableList.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { useStep } from '../form/step-context.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { mover } from '../lists/list-order.ts'
import { MovableCard } from '../lists/MovableCard.tsx'
import { UnknownEntry } from '../lists/UnknownEntry.tsx'
import { CommitInput } from '../values/CommitInput.tsx'
import { ExitTarget } from './ExitTarget.tsx'
import { removeRule, renameRule } from './time-rules.ts'

/** Time rules in the order in which KAZOO tries them, each with where it leads. */
export function TimeRulesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const { node, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const rules: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(rules)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const isBranching = node.data.action === undefined
  const move = mover(rules, (next) => onChange(next, true))
  return (
    <FieldFrame id={id} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        <p className={classes.said}>{t(isBranching ? 'rulesTried' : 'rulesSwitched')}</p>
        <SortableList keys={keys} onMove={move}>
          {rules.map((rule, index) => {
            const name = t('timeRule', { number: index + 1 })
            return (
              <MovableCard
                key={keys[index]}
                id={keys[index] ?? index}
                index={index}
                count={rules.length}
                name={name}
                title={
                  typeof rule === 'string' && isBranching && rules.indexOf(rule) === index ? (
                    <ExitTarget port={rule} exit={name} />
                  ) : (
                    name
                  )
                }
                onMove={move}
                onRemove={() => {
                  endVisit()
                  apply(removeRule(node.id, path, index))
                }}
              >
                {typeof rule === 'string' ? (
                  <CommitInput
                    path={`${path}.${index}`}
                    ariaLabel={t('ruleId', { number: index + 1 })}
                    placeholder={t('idHint')}
                    isMono
                    value={rule}
                    onCommit={(next) => apply(renameRule(node.id, path, index, next))}
                  />
                ) : (
                  <UnknownEntry
                    path={`${path}.${index}`}
                    name={name}
                    value={rule}
                    onChange={(next) => onChange(rules.with(index, next))}
                  />
                )}
              </MovableCard>
            )
          })}
        </SortableList>
        <TextButton
          onClick={() => {
            onChange([...rules, ''], true)
            focusSoon(`${path}.${rules.length}`)
          }}
        >
          {t('addTimeRule')}
        </TextButton>
        {isBranching && (
          <div className={classes.otherwise}>
            <span>{t('otherwise')}</span>
            <ExitTarget port="_" exit={t('otherwise')} />
          </div>
        )}
      </div>
    </FieldFrame>
  )
}
