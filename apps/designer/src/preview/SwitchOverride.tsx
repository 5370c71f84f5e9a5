import { SWITCH_STATES } from '@callflow-studio/model'
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSwitches } from '../api/queries.ts'
import { useStudio } from '../state/studio-store.ts'

const AS_IT_IS = 'as-it-is'

/** What if the switch of the opening hours were set: for this preview only. */
export function SwitchOverride({ id }: { id: string }) {
  const { t } = useTranslation('preview')
  const pretended = useStudio((state) => state.scenario.switchStates[id])
  const set = useStudio((state) => state.setSwitchState)
  const found = useSwitches().data?.switches.find((each) => each.id === id)
  if (!found) return null
  return (
    <NativeSelect
      label={t('switchIs', { name: found.name })}
      data={[
        { value: AS_IT_IS, label: t('switchAsItIs', { state: t(`switchStates.${found.state}`) }) },
        ...SWITCH_STATES.map((state) => ({ value: state, label: t(`switchStates.${state}`) })),
      ]}
      value={pretended ?? AS_IT_IS}
      onChange={({ target: { value } }) => set(id, SWITCH_STATES.find((state) => state === value) ?? null)}
    />
  )
}
