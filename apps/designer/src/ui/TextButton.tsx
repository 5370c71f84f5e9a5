import { type LucideIcon, Plus } from 'lucide-react'
import type { ComponentProps } from 'react'
import classes from './TextButton.module.css'

interface TextButtonProps extends ComponentProps<'button'> {
  /** A plus if absent. */
  icon?: LucideIcon | null
}

/** A quiet button among fields, most often for one more of what stands above it. */
export function TextButton({ icon: Icon = Plus, children, className, ...others }: TextButtonProps) {
  return (
    // A menu gives the button that opens it a class of its own.
    <button type="button" {...others} className={`${classes.button} ${className ?? ''}`}>
      {Icon && <Icon size={15} aria-hidden />}
      {children}
    </button>
  )
}
