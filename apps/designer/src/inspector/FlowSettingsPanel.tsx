import {
  DEFAULT_MAX_SILENCE_MS,
  type FlowVariable,
  FORMATS,
  type Format,
  formatTraits,
  setFlowVariables,
  setSettings,
} from '@callflow-studio/model'
import { ActionIcon, Input, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core'
import { Settings2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { ProfileSelect } from '../step-ui/ProfileSelect.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import { useStableKeys } from '../ui/use-stable-keys.ts'
import { ZoneSelect } from '../ui/ZoneSelect.tsx'
import controls from './form/Controls.module.css'
import { focusSoon } from './form/use-focus-field.ts'
import classes from './Inspector.module.css'
import { KazooAccountField } from './KazooAccountField.tsx'
import { CloseInspector } from './StepHeader.tsx'

const TYPES = ['string', 'number', 'boolean', 'json'] as const

/** Shown where nothing is chosen: what holds for the whole flow. */
export function FlowSettingsPanel() {
  const { t } = useTranslation('inspector')
  const apply = useStudio((state) => state.apply)
  const endGesture = useStudio((state) => state.endGesture)
  const settings = useStudio((state) => state.document.settings)
  const variables = useStudio((state) => state.document.variables)
  const keys = useStableKeys(variables)
  const installation = useStudio((state) => state.defaultProfile)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const flowName = useStudio((state) => state.flowName)
  const rename = useStudio((state) => state.rename)
  const setVariable = (index: number, change: Partial<FlowVariable>, gesture?: string) => {
    const variable = variables[index]
    if (variable) apply(setFlowVariables(variables.with(index, { ...variable, ...change })), gesture)
  }
  return (
    <>
      <header className={classes.head}>
        <Settings2 size={17} aria-hidden />
        <div className={classes.headText}>
          <h2>{t('flowSettings')}</h2>
          <p className={classes.kind}>{t('flowSettingsKind')}</p>
        </div>
        <CloseInspector />
      </header>
      <div className={classes.body}>
        <fieldset className={classes.fields} role="presentation" disabled={isReadOnly}>
          <section className={classes.section}>
            <TextInput label={t('flowName')} value={flowName} onChange={(event) => rename(event.currentTarget.value)} />
            <Input.Wrapper
              label={t('format')}
              description={t(`formatHints.${settings.format}`)}
              inputWrapperOrder={['label', 'input', 'description']}
            >
              <SegmentedControl
                fullWidth
                aria-label={t('format')}
                data={FORMATS.map((value) => ({ value, label: formatTraits[value].label }))}
                value={settings.format}
                onChange={(format) => apply(setSettings({ format: format as Format }))}
              />
            </Input.Wrapper>
            <ProfileSelect
              value={settings.kazoo ?? null}
              installation={installation}
              onChange={(kazoo) => apply(setSettings({ kazoo: kazoo ?? undefined }))}
            />
            <KazooAccountField />
            <ZoneSelect
              label={t('timeZone')}
              description={t('timeZoneHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={settings.timezone}
              allowDeselect={false}
              limit={100}
              onChange={(timezone) => timezone && apply(setSettings({ timezone, timezoneChosen: true }))}
            />
            <TextInput
              label={t('locale')}
              description={t('localeHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={settings.locale}
              onChange={(event) => apply(setSettings({ locale: event.currentTarget.value }), 'settings:locale')}
              onBlur={endGesture}
            />
            <NumberInput
              label={t('maxSilence')}
              description={t('maxSilenceHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              placeholder={`${DEFAULT_MAX_SILENCE_MS / 1000} s`}
              hideControls
              suffix=" s"
              min={0.5}
              max={60}
              step={0.5}
              value={settings.maxSilenceMs === undefined ? '' : settings.maxSilenceMs / 1000}
              onChange={(seconds) =>
                apply(
                  setSettings({ maxSilenceMs: typeof seconds === 'number' ? Math.round(seconds * 1000) : undefined }),
                  'settings:silence',
                )
              }
              onBlur={endGesture}
            />
          </section>
          <section className={classes.section}>
            <h3>{t('variables')}</h3>
            <p className={classes.plain}>{t('variablesHint')}</p>
            {variables.map((variable, index) => (
              <fieldset
                key={keys[index]}
                data-field={`variables.${index}`}
                className={controls.card}
                aria-label={variable.name || t('name')}
                onBlur={endGesture}
              >
                <div className={classes.line}>
                  <TextInput
                    aria-label={t('name')}
                    placeholder={t('name')}
                    value={variable.name}
                    onChange={(event) =>
                      setVariable(index, { name: event.currentTarget.value }, `variable:${index}:name`)
                    }
                  />
                  <ActionIcon
                    aria-label={t('removeVariable', { name: variable.name })}
                    onClick={() => apply(setFlowVariables(variables.toSpliced(index, 1)))}
                  >
                    <Trash2 size={15} aria-hidden />
                  </ActionIcon>
                </div>
                <div className={controls.halves}>
                  <Select
                    aria-label={t('type')}
                    data={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
                    value={variable.type ?? 'string'}
                    allowDeselect={false}
                    onChange={(type) => setVariable(index, { type: type as FlowVariable['type'] })}
                  />
                  <TextInput
                    aria-label={t('default')}
                    placeholder={t('noDefault')}
                    value={defaultText(variable.default)}
                    onChange={(event) => {
                      const { default: _, ...others } = variable
                      const value = typedDefault(event.currentTarget.value, variable.type)
                      const changed = value === undefined ? others : { ...others, default: value }
                      apply(setFlowVariables(variables.with(index, changed)), `variable:${index}:default`)
                    }}
                  />
                </div>
                <Switch
                  label={t('sensitive')}
                  checked={variable.sensitive === true}
                  onChange={(event) => setVariable(index, { sensitive: event.currentTarget.checked })}
                />
              </fieldset>
            ))}
            <TextButton
              onClick={() => {
                apply(setFlowVariables([...variables, { name: '', type: 'string' }]))
                focusSoon(`variables.${variables.length}`)
              }}
            >
              {t('addVariable')}
            </TextButton>
          </section>
        </fieldset>
      </div>
    </>
  )
}

const defaultText = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** An emptied default is none, which a flow can tell from the empty text. What does not fit the type stays text. */
function typedDefault(text: string, type: FlowVariable['type']): unknown {
  if (text === '') return undefined
  if (type === undefined || type === 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return text // Half a number or object, on its way.
  }
}
