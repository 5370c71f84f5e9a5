import { KAZOO_PROFILES, type KazooProfile } from '@callflow-studio/model'
import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './ProfileSelect.module.css'

interface ProfileSelectProps {
  /** Null: that of the installation. */
  value: KazooProfile | null
  /** The KAZOO of flows that name none. */
  installation: KazooProfile
  onChange: (profile: KazooProfile | null) => void
}

const INSTALLATION = 'installation'
type Choice = KazooProfile | typeof INSTALLATION
const CHOICES: readonly Choice[] = [INSTALLATION, ...KAZOO_PROFILES]

/** For which KAZOO a flow is made, each choice with what it means. */
export function ProfileSelect({ value, installation, onChange }: ProfileSelectProps) {
  const { t } = useTranslation('step-ui')
  const chosen = value ?? INSTALLATION
  const hintOf = (choice: Choice) => t(`profileHints.${choice}`)
  const data = CHOICES.map((choice) => ({
    value: choice,
    label: t(`profiles.${choice}`, { profile: installation }),
  }))
  return (
    <Select
      label={t('madeFor')}
      description={hintOf(chosen)}
      inputWrapperOrder={['label', 'input', 'description']}
      data={data}
      value={chosen}
      allowDeselect={false}
      maxDropdownHeight={420}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <small>{hintOf(CHOICES.find((choice) => choice === option.value) ?? INSTALLATION)}</small>
        </span>
      )}
      onChange={(next) => onChange(KAZOO_PROFILES.find((profile) => profile === next) ?? null)}
    />
  )
}
