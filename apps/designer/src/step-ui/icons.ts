import { stepIcons } from 'virtual:step-icons'
import { type LucideIcon, Terminal } from 'lucide-react'

/** @returns the icon of a node type by the name in its definition; the terminal, as for expert steps, for any other name */
export const iconNamed = (name: string): LucideIcon => stepIcons[name] ?? Terminal
