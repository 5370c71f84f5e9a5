import {
  Braces,
  CircleAlert,
  CircleArrowUp,
  Command,
  FileImage,
  FileJson,
  Image,
  Keyboard,
  ListTree,
  PanelsTopLeft,
  Play,
  Redo2,
  Route,
  Search,
  Undo2,
  WandSparkles,
} from 'lucide-react'
import { EXPORT_KINDS, type ExportKind } from '../../state/session-slice.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import { focusRegion, focusStep, regions } from '../tools/focus.ts'
import { canEdit, currentStep, studio } from '../tools/selection.ts'
import { stepAlong } from './follow-flow.ts'
import { goToProblem } from './go-to-problem.ts'
import { proposeTidy } from './propose-tidy.ts'

const EXPORTS: Record<ExportKind, Pick<Action, 'label' | 'icon'>> = {
  callflow: { label: 'actions.exportCallflow', icon: Braces },
  document: { label: 'actions.exportDocument', icon: FileJson },
  svg: { label: 'actions.exportSvg', icon: FileImage },
  png: { label: 'actions.exportPng', icon: Image },
}

export const flowActions: readonly Action[] = [
  {
    id: 'undo',
    group: 'flow',
    label: 'actions.undo',
    icon: Undo2,
    shortcut: ['mod+z'],
    keysWork: 'not in texts',
    isEnabled: () => studio().past.length > 0,
    run: () => studio().undo(),
  },
  {
    id: 'redo',
    group: 'flow',
    label: 'actions.redo',
    icon: Redo2,
    shortcut: ['mod+shift+z', 'mod+y'],
    keysWork: 'not in texts',
    isEnabled: () => studio().future.length > 0,
    run: () => studio().redo(),
  },
  {
    id: 'tidy',
    group: 'flow',
    label: 'actions.tidy',
    icon: WandSparkles,
    shortcut: ['l'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && studio().document.nodes.length > 0,
    run: proposeTidy,
  },
  {
    id: 'find',
    group: 'flow',
    label: 'actions.find',
    icon: Search,
    shortcut: ['mod+f'],
    keysWork: 'anywhere',
    isEnabled: () => true,
    run: ({ store }) => store.getState().openList({ panel: 'find' }),
  },
  {
    id: 'all-actions',
    group: 'flow',
    label: 'actions.all',
    icon: Command,
    shortcut: ['mod+k'],
    keysWork: 'anywhere',
    isEnabled: () => true,
    run: ({ store }) => store.getState().openList({ panel: 'all' }),
  },
  {
    id: 'outline',
    group: 'flow',
    label: 'actions.outline',
    icon: ListTree,
    shortcut: ['o'],
    keysWork: 'on canvas',
    isEnabled: () => true,
    run: toggleOutline,
  },
  {
    id: 'keys',
    group: 'flow',
    label: 'actions.keys',
    icon: Keyboard,
    shortcut: ['?'],
    keysWork: 'not in texts',
    isEnabled: () => true,
    run: ({ store }) => store.getState().openList({ panel: 'keys' }),
  },
  {
    id: 'next-problem',
    group: 'flow',
    label: 'actions.nextProblem',
    icon: CircleAlert,
    shortcut: ['f8'],
    keysWork: 'anywhere',
    isEnabled: () => studio().validation.diagnostics.length > 0,
    run: (tools) => goToProblem(tools, 1),
  },
  {
    id: 'previous-problem',
    group: 'flow',
    label: 'actions.previousProblem',
    icon: CircleAlert,
    shortcut: ['shift+f8'],
    keysWork: 'anywhere',
    isEnabled: () => studio().validation.diagnostics.length > 0,
    run: (tools) => goToProblem(tools, -1),
  },
  {
    id: 'paths',
    group: 'flow',
    label: 'actions.paths',
    icon: Route,
    shortcut: [],
    keysWork: 'anywhere',
    isEnabled: () => true,
    run: () => studio().setDrawer({ isOpen: true, tab: 'paths' }),
  },
  {
    id: 'next-region',
    group: 'walk',
    label: 'actions.nextRegion',
    icon: PanelsTopLeft,
    shortcut: ['f6'],
    keysWork: 'anywhere',
    isKeyOnly: true,
    isEnabled: () => true,
    run: (tools) => goToRegion(tools, 1),
  },
  {
    id: 'previous-region',
    group: 'walk',
    label: 'actions.previousRegion',
    icon: PanelsTopLeft,
    shortcut: ['shift+f6'],
    keysWork: 'anywhere',
    isKeyOnly: true,
    isEnabled: () => true,
    run: (tools) => goToRegion(tools, -1),
  },
  {
    id: 'preview',
    group: 'flow',
    label: 'actions.preview',
    icon: Play,
    shortcut: ['p'],
    keysWork: 'on canvas',
    isEnabled: () => true,
    run: () => (studio().isPreviewing ? studio().endPreview() : studio().startPreview()),
  },
  {
    id: 'publish',
    group: 'flow',
    label: 'actions.publish',
    icon: CircleArrowUp,
    shortcut: ['mod+enter'],
    keysWork: 'anywhere',
    hasOwnListener: true,
    isEnabled: canEdit,
    run: () => studio().setDialog('publish'),
  },
  ...EXPORT_KINDS.map(
    (kind): Action => ({
      id: `export-${kind}`,
      group: 'flow',
      ...EXPORTS[kind],
      shortcut: [],
      keysWork: 'anywhere',
      isEnabled: () => true,
      run: () => studio().setExporting(kind),
    }),
  ),
]

function toggleOutline({ root, store }: ActionTools): void {
  const { isOutlineOpen: isOpen, closeLists, set } = store.getState()
  closeLists()
  set({ isOutlineOpen: !isOpen })
  // Opened, the outline takes the focus itself.
  if (isOpen) focusStep(root, currentStep())
}

function goToRegion({ root }: ActionTools, by: 1 | -1): void {
  const all = regions(root)
  const at = all.findIndex((region) => region.contains(document.activeElement))
  for (let tried = 1; tried <= all.length; tried++) {
    const region = all.at((at + by * tried + (at === -1 && by === -1 ? 1 : 0)) % all.length)
    if (region === root) {
      focusStep(root, currentStep() ?? stepAlong(studio().document, null, 1))
      return
    }
    if (region && focusRegion(region)) return
  }
}
