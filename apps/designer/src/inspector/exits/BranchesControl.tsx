import { ActionIcon, NumberInput } from '@mantine/core'
import { Equal, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { useStep } from '../form/step-context.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import bar from './BranchesControl.module.css'
import { ExitTarget } from './ExitTarget.tsx'
import { freePort } from './free-port.ts'
import { HUES, SharesBar } from './SharesBar.tsx'
import { type Branch, setShare, shareEqually, toShares } from './shares.ts'

/** Shares of the calls, always 100 % together: the last one takes the rest. */
export function BranchesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { endVisit } = useStep()
  const branches = toShares(Array.isArray(value) ? (value as Branch[]) : [])
  const note = useFieldNote(field, path, value)
  const last = branches.length - 1
  return (
    <div className={classes.rows} data-field={path}>
      <SharesBar branches={branches} onChange={onChange} onEnd={endVisit} />
      {branches.map(({ port, weight }, index) => (
        <div key={port} className={bar.line} data-field={`${path}.${index}`}>
          <span className={bar.swatch} data-hue={index % HUES} aria-hidden />
          <NumberInput
            className={bar.field}
            aria-label={t('shareOf', { number: index + 1 })}
            value={weight}
            min={0}
            max={100}
            clampBehavior="strict"
            allowDecimal={false}
            hideControls
            disabled={index === last}
            suffix=" %"
            onChange={(share) => typeof share === 'number' && onChange(setShare(branches, index, share))}
            onBlur={endVisit}
          />
          <ExitTarget port={port} exit={t('shareOf', { number: index + 1 })} />
          <ActionIcon
            size="sm"
            aria-label={t('removeLine', { number: index + 1 })}
            disabled={branches.length <= 2}
            onClick={() => onChange(toShares(branches.toSpliced(index, 1)), true)}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <p className={bar.rest}>{t('lastTakesRest')}</p>
      {note && <NoteLine note={note} />}
      <div className={bar.actions}>
        <TextButton
          onClick={() => {
            onChange([...branches, { port: freePort('branch_', branches), weight: 0 }], true)
            focusSoon(`${path}.${last}`)
          }}
        >
          {t('addShare')}
        </TextButton>
        <TextButton icon={Equal} onClick={() => onChange(shareEqually(branches), true)}>
          {t('shareEqually')}
        </TextButton>
      </div>
    </div>
  )
}
