import { PanelTop, Table2, Workflow } from 'lucide-react'

/** Of flows, tables and pages, where one of them is to be gone to. */
export const DESTINATION_ICONS = { flow: Workflow, table: Table2, page: PanelTop } as const
