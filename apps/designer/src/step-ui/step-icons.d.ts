/** Written by the plugin of `step-icons.ts`. */
declare module 'virtual:step-icons' {
  /** Icons of node types by the names in their definitions. */
  export const stepIcons: Readonly<Partial<Record<string, import('lucide-react').LucideIcon>>>
}
