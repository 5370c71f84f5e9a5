import { type LucideIcon, Plus } from 'lucide-react'
import type { ComponentProps } from 'react'
import classes from './TextButton.module.css'

interface TextButtonProps extends ComponentProps<'button'> {
  /** A plus if absent. */
  icon?: LucideIcon | null
}

/** A quiet button among fields, most often for one more of what stands above it. */
export function TextButton({ icon: Icon = Plus, children, ...others }: TextButtonProps) {
  return (
    <button type="button" className={classes.button} {...others}>
      {Icon && <Icon size={15} aria-hidden />}
      {children}
    </button>
  )
}
