import { type ComponentProps, useState } from 'react'
import { useNoteAt } from '../form/field-note.ts'
import { ValueText } from './ValueText.tsx'

interface LateTextProps extends Omit<ComponentProps<typeof ValueText>, 'onChange' | 'note'> {
  onTake: (text: string) => void
}

/** A text that names something, such as a way out: taken over on leaving it or by Enter, since half of it names nothing. */
export function LateText({ value, onTake, ...props }: LateTextProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const note = useNoteAt(props.path)
  const take = () => {
    if (draft !== null && draft.trim() !== value) onTake(draft.trim())
    setDraft(null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the blur and Enter of the field inside arrive here
    <div
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    >
      <ValueText {...props} value={draft ?? value} note={note} onChange={setDraft} />
    </div>
  )
}
