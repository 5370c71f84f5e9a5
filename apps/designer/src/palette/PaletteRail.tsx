import type { Category } from '@callflow-studio/model'
import { Tooltip } from '@mantine/core'
import {
  ChevronsRight,
  Ellipsis,
  Globe,
  Grip,
  IdCard,
  ListOrdered,
  type LucideIcon,
  MessageSquareText,
  PhoneOff,
  Plus,
  Split,
  Users,
  Voicemail,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hueOfCategory } from '../step-ui/category-hue.ts'
import classes from './Palette.module.css'
import { groupsOf } from './palette-groups.ts'

interface PaletteRailProps {
  isOpen: boolean
  /** Null: from the top. */
  onOpen: (category: Category | null) => void
}

/** The categories that most flows need; the others stand behind "…". */
const ICONS: Partial<Record<Category, LucideIcon>> = {
  'Play & Speak': MessageSquareText,
  'Menu & Input': Grip,
  'Variables & Branching': Split,
  'Data & Look-ups': Globe,
  'Ring & Route': Users,
  'Conference & Queue': ListOrdered,
  'Voicemail & Fax': Voicemail,
  'Caller ID': IdCard,
  Signalling: PhoneOff,
}

export function PaletteRail({ isOpen, onOpen }: PaletteRailProps) {
  const { t } = useTranslation('palette')
  const shown = groupsOf().flatMap(({ category }) => {
    const Icon = ICONS[category]
    return Icon ? [{ category, Icon }] : []
  })
  return (
    <nav className={classes.rail} aria-label={t('palette')}>
      <RailButton label={t('openSteps')} isExpanded={isOpen} onPress={() => onOpen(null)}>
        <Plus size={17} aria-hidden />
      </RailButton>
      <hr />
      {shown.map(({ category, Icon }) => (
        <RailButton key={category} label={category} hue={hueOfCategory(category)} onPress={() => onOpen(category)}>
          <Icon size={17} aria-hidden />
        </RailButton>
      ))}
      <RailButton
        label={t('allSteps')}
        onPress={() => onOpen(groupsOf().find(({ category }) => !ICONS[category])?.category ?? null)}
      >
        <Ellipsis size={17} aria-hidden />
      </RailButton>
      <span className={classes.railFoot}>
        <RailButton label={t('showSteps')} onPress={() => onOpen(null)}>
          <ChevronsRight size={17} aria-hidden />
        </RailButton>
      </span>
    </nav>
  )
}

interface RailButtonProps {
  label: string
  hue?: string
  isExpanded?: boolean
  onPress: () => void
  children: React.ReactNode
}

function RailButton({ label, hue, isExpanded, onPress, children }: RailButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <button
        type="button"
        className={classes.railButton}
        data-hue={hue}
        aria-label={label}
        aria-expanded={isExpanded}
        onClick={onPress}
      >
        {children}
      </button>
    </Tooltip>
  )
}
