/**
 * Mantine, dressed in the tokens: every colour it can show is one of ours, so that no default hue reaches the screen.
 */
import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Radio,
  SegmentedControl,
  Select,
  Switch,
  Tooltip,
} from '@mantine/core'
import { ChevronDown } from 'lucide-react'
import { createElement } from 'react'
import { i18next } from './i18n.ts'
import classes from './theme.module.css'

const neutral: MantineColorsTuple = [
  '#F8F9FB',
  '#EEF1F5',
  '#E0E5EB',
  '#CBD2DB',
  '#CBD2DB',
  '#8B95A4',
  '#5C6675',
  '#454E5B',
  '#2A323D',
  '#161A21',
]
const night: MantineColorsTuple = [
  '#ECEFF3',
  '#B8C1CC',
  '#929CAA',
  '#68727F',
  '#3A424D',
  '#3A424D',
  '#191D23',
  '#191D23',
  '#14171C',
  '#0F1216',
]
const accent: MantineColorsTuple = [
  '#E9EFFD',
  '#D3DEFB',
  '#B0C4F7',
  '#93AEFF',
  '#6C8DEF',
  '#4169E1',
  '#2A56D6',
  '#2350C8',
  '#1D43A8',
  '#1C2947',
]
const error: MantineColorsTuple = [
  '#FDEBEB',
  '#FBD5D5',
  '#FFB5B2',
  '#FF9490',
  '#E56363',
  '#D13B3B',
  '#C92A2A',
  '#B42323',
  '#8F1C1C',
  '#3A1B1D',
]
const call: MantineColorsTuple = [
  '#E2F5EC',
  '#C2EBD8',
  '#8CDDB9',
  '#4CD3A0',
  '#2FC48D',
  '#0C9666',
  '#0B7D55',
  '#0A7550',
  '#075A3D',
  '#103025',
]
const warn: MantineColorsTuple = [
  '#FFF3DC',
  '#FDE6B8',
  '#F7D489',
  '#F0BA5A',
  '#E7A92F',
  '#E29A12',
  '#C27F06',
  '#855000',
  '#663D00',
  '#33270F',
]

/** Mantine's names for hues, each given one of the four meanings that a colour may have. */
const COLOR_ROLES = {
  blue: 'accent',
  indigo: 'accent',
  violet: 'accent',
  grape: 'accent',
  pink: 'accent',
  cyan: 'accent',
  accent: 'accent',
  red: 'error',
  error: 'error',
  green: 'call',
  teal: 'call',
  lime: 'call',
  call: 'call',
  yellow: 'warn',
  orange: 'warn',
  warn: 'warn',
} as const
const TUPLES = { accent, error, call, warn } as const

/** role → tokens for fill, text and tint. */
const TOKENS = {
  accent: { fill: '--accent', text: '--accent-text', soft: '--accent-soft' },
  error: { fill: '--error-fill', text: '--error-text', soft: '--error-soft' },
  call: { fill: '--call', text: '--call-text', soft: '--call-soft' },
  warn: { fill: '--warn', text: '--warn-text', soft: '--warn-soft' },
} as const

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 5 },
  colors: {
    ...Object.fromEntries(Object.entries(COLOR_ROLES).map(([name, role]) => [name, TUPLES[role]])),
    gray: neutral,
    dark: night,
  },
  white: '#FFFFFF',
  black: '#161A21',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '20px', xl: '24px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  defaultRadius: 'sm',
  shadows: {
    xs: 'var(--shadow1)',
    sm: 'var(--shadow1)',
    md: 'var(--shadow2)',
    lg: 'var(--shadow2)',
    xl: 'var(--shadow3)',
  },
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      vars: (_theme, props) => ({
        root: {
          '--button-height': props.size === 'xs' ? 'var(--control-dense)' : 'var(--control)',
          '--button-fz': props.size === 'xs' ? '12px' : '13px',
          '--button-padding-x': props.size === 'xs' ? '10px' : '14px',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      classNames: { root: classes.icon ?? '' },
      vars: (_theme, props) => ({
        root: { '--ai-size': props.size === 'sm' || props.size === 'xs' ? 'var(--control-dense)' : 'var(--control)' },
      }),
    }),
    Input: Input.extend({
      classNames: { wrapper: classes.input ?? '' },
      vars: (_theme, props) => ({
        wrapper: {
          '--input-height': props.size === 'xs' ? 'var(--control-dense)' : 'var(--control)',
          '--input-fz': '13px',
        },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      classNames: {
        label: classes.label ?? '',
        description: classes.description ?? '',
        error: classes.error ?? '',
      },
      vars: () => ({
        label: { '--input-label-size': '12px', '--input-asterisk-color': 'var(--error-text)' },
        error: { '--input-error-size': '12px' },
        success: { '--input-success-size': '12px' },
        description: { '--input-description-size': '12px' },
      }),
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs', withItemsBorders: false },
      classNames: { root: classes.segmented ?? '', label: classes.segment ?? '' },
    }),
    Select: Select.extend({
      defaultProps: { rightSection: createElement(ChevronDown, { size: 16 }), rightSectionPointerEvents: 'none' },
    }),
    Checkbox: Checkbox.extend({ classNames: { input: classes.box ?? '' } }),
    Radio: Radio.extend({ classNames: { radio: classes.box ?? '' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' }, classNames: { input: classes.toggle ?? '' } }),
    Menu: Menu.extend({
      // The placeholder is an unnamed child, which a menu may not have; without it the first item takes the focus.
      defaultProps: { shadow: 'md', position: 'bottom-end', offset: 4, withInitialFocusPlaceholder: false },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'xl',
        shadow: 'xl',
        centered: true,
        closeButtonProps: { 'aria-label': i18next.t('ui:close') },
        overlayProps: { color: 'var(--veil)', backgroundOpacity: 1 },
      },
      classNames: { title: classes.dialogTitle ?? '' },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, color: 'dark.8' } }),
  },
})

/** The same in both schemes: the tokens themselves change with the scheme. */
const colors: Record<string, string> = {
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-error': 'var(--error-text)',
  '--mantine-color-success': 'var(--call-text)',
  '--mantine-color-placeholder': 'var(--text3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-dimmed': 'var(--text3)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--text3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-gray-text': 'var(--text2)',
  '--mantine-color-gray-light': 'var(--hover)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-color-gray-light-color': 'var(--text2)',
  ...Object.assign({}, ...Object.entries(COLOR_ROLES).map(([name, role]) => roleVariables(name, role))),
}

export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: colors, dark: colors })

function roleVariables(name: string, role: keyof typeof TOKENS): Record<string, string> {
  const { fill, text, soft } = TOKENS[role]
  return {
    [`--mantine-color-${name}-text`]: `var(${text})`,
    [`--mantine-color-${name}-filled`]: `var(${fill})`,
    [`--mantine-color-${name}-filled-hover`]: `color-mix(in srgb, var(${fill}), black 10%)`,
    [`--mantine-color-${name}-light`]: `var(${soft})`,
    [`--mantine-color-${name}-light-hover`]: `var(${soft})`,
    [`--mantine-color-${name}-light-color`]: `var(${text})`,
    [`--mantine-color-${name}-outline`]: `var(${text})`,
    [`--mantine-color-${name}-outline-hover`]: `var(${soft})`,
  }
}
