import { definitionOf } from '@callflow-studio/model'
import { hueOf, isSilent } from './category-hue.ts'
import { iconNamed } from './icons.ts'
import classes from './StepTile.module.css'

interface StepTileProps {
  /** Node type. */
  type: string
  size?: 32 | 28 | 24
}

/** The step's picture: a square tinted tile where the caller notices the step, a round grey one where it is silent. */
export function StepTile({ type, size = 32 }: StepTileProps) {
  const Icon = iconNamed(definitionOf(type)?.icon ?? 'terminal')
  return (
    <span className={classes.tile} data-hue={hueOf(type)} data-round={isSilent(type) || undefined} data-size={size}>
      <Icon size={size === 32 ? 17 : 15} strokeWidth={2} aria-hidden />
    </span>
  )
}
