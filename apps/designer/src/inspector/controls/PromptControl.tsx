import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { MessageSquareText, Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { shownText, speechSeconds } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

type Prompt = { type?: unknown; text?: unknown; id?: unknown } & Record<string, unknown>

/** Text to speak, or a recording. What the other form held is kept until the step is left. */
export function PromptControl(props: ControlProps) {
  return props.field.isOptional ? <ShortPrompt {...props} /> : <FullPrompt {...props} />
}

const asPrompt = (value: unknown): Prompt => (typeof value === 'object' && value !== null ? (value as Prompt) : {})
const isMedia = (prompt: Prompt): boolean => prompt.type === 'media'

/** The other form of the same prompt; unknown keys stay. */
const turned = ({ text, id, ...others }: Prompt, type: string): Prompt =>
  type === 'media' ? { ...others, type, id: id ?? '' } : { ...others, type, text: text ?? '' }

function FullPrompt({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { definition } = useStep()
  const prompt = asPrompt(value)
  const inner = isMedia(prompt) ? 'id' : 'text'
  const note = useNoteAt(`${path}.${inner}`)
  const whole = useFieldNote(field, path, value, (at) => at === `${path}.${inner}`)
  const text = shownText(prompt.text)
  const seconds = speechSeconds(text)
  const asksCaller = definition?.kind === 'studio' && definition.asksCaller
  const spoken = seconds > 0 ? t('seconds', { count: seconds }) : t('silence')
  return (
    <div className={classes.rows}>
      <SegmentedControl
        fullWidth
        aria-label={field.meta.section ?? field.label}
        data={[
          { value: 'tts', label: t('sayText') },
          { value: 'media', label: t('playRecording') },
        ]}
        value={isMedia(prompt) ? 'media' : 'tts'}
        onChange={(type) => onChange(turned(prompt, type), true)}
      />
      {isMedia(prompt) ? (
        <TemplateInput
          path={`${path}.id`}
          label={t('recordingId')}
          value={shownText(prompt.id)}
          placeholder="/system_media/…"
          hint={t('recordingHint')}
          note={note ?? whole}
          onChange={(id) => onChange({ ...prompt, type: 'media', id })}
        />
      ) : (
        <TemplateInput
          path={`${path}.text`}
          label={field.label}
          value={text}
          lines={5}
          hint={asksCaller ? `${spoken} ${t('keyAnyTime')}` : spoken}
          note={note ?? whole}
          onChange={(changed) => onChange({ ...prompt, type: 'tts', text: changed })}
        />
      )}
    </div>
  )
}

/** "After a wrong key, say": one line, absent while it is empty. */
function ShortPrompt({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const prompt = asPrompt(value)
  const media = isMedia(prompt)
  const inner = media ? 'id' : 'text'
  const note = useNoteAt(path, `${path}.${inner}`)
  const label = media ? t('sayInstead') : t('playInstead')
  return (
    <TemplateInput
      path={`${path}.${inner}`}
      label={field.label}
      isOptional
      value={shownText(media ? prompt.id : prompt.text)}
      placeholder={media ? '/system_media/…' : ''}
      hint={media ? t('recordingHint') : undefined}
      note={note}
      onChange={(text) => {
        if (text === '') onChange(media ? { ...prompt, id: '' } : undefined)
        else onChange(media ? { ...prompt, id: text } : { ...prompt, type: 'tts', text })
      }}
      addition={
        <Tooltip label={label}>
          <ActionIcon
            className={classes.inField}
            size="sm"
            aria-label={`${field.label}: ${label}`}
            onClick={() => onChange(media ? undefined : turned(prompt, 'media'), true)}
          >
            {media ? <MessageSquareText size={14} aria-hidden /> : <Volume2 size={14} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      }
    />
  )
}
