import { type ComponentProps, useState } from 'react'
import { useNoteAt } from '../form/field-note.ts'
import { TemplateInput } from './TemplateInput.tsx'

interface CommitInputProps extends Omit<ComponentProps<typeof TemplateInput>, 'onChange' | 'note'> {
  onCommit: (text: string) => void
}

/** A text that names something, such as an exit: committed when the focus leaves it, or by Enter, since half of it names nothing. */
export function CommitInput({ value, onCommit, ...props }: CommitInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const note = useNoteAt(props.path)
  const take = () => {
    if (draft !== null && draft.trim() !== value) onCommit(draft.trim())
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
      <TemplateInput {...props} value={draft ?? value} note={note} onChange={setDraft} />
    </div>
  )
}
