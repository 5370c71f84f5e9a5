import { ActionIcon, NumberInput } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import bar from './BranchesControl.module.css'
import classes from './Controls.module.css'
import type { ControlProps } from './FieldControl.tsx'
import { NoteLine } from './FieldFrame.tsx'
import { useFieldNote } from './field-note.ts'
import { freePort } from './free-port.ts'
import { type Branch, setShare, toShares } from './shares.ts'

/** Shares of the calls, always 100 % together: the last one takes the rest. */
export function BranchesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const branches = toShares(Array.isArray(value) ? (value as Branch[]) : [])
  const note = useFieldNote(field, path, value)
  const remove = (index: number) => onChange(toShares(branches.toSpliced(index, 1)), true)
  return (
    <div className={classes.rows} data-field={path}>
      <div className={bar.bar} aria-hidden>
        {branches.map(({ port, weight }) => (
          <span key={port} style={{ flexGrow: weight }}>
            {weight >= 8 && `${weight} %`}
          </span>
        ))}
      </div>
      {branches.map(({ port, weight }, index) => (
        <div key={port} className={classes.line}>
          <NumberInput
            aria-label={t('shareOf', { number: index + 1 })}
            value={weight}
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            disabled={index === branches.length - 1}
            suffix=" %"
            onChange={(share) => typeof share === 'number' && onChange(setShare(branches, index, share))}
          />
          <ActionIcon
            aria-label={t('removeLine', { number: index + 1 })}
            disabled={branches.length <= 2}
            onClick={() => remove(index)}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <p className={bar.rest}>{t('lastTakesRest')}</p>
      {note && <NoteLine note={note} />}
      <button
        type="button"
        className={classes.add}
        onClick={() => onChange([...branches, { port: freePort('way_', branches), weight: 0 }], true)}
      >
        <Plus size={15} aria-hidden />
        {t('addShare')}
      </button>
    </div>
  )
}
