import { Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from './ConfirmDialog.tsx'

interface Question {
  title: string
  text: string
  /** The verb of the button that does it. */
  action: string
}

/**
 * Asks before something is lost, in the middle of a function.
 * @returns the dialog to render, null while nothing is asked, and what asks; its promise is false for Cancel
 * @example
 * const [dialog, confirm] = useConfirm()
 * if (await confirm({ title: 'Delete this row?', text: 'This cannot be undone.', action: 'Delete' })) remove()
 */
export function useConfirm(): [dialog: ReactNode, confirm: (question: Question) => Promise<boolean>] {
  const [asked, setAsked] = useState<(Question & { answer: (isSure: boolean) => void }) | null>(null)
  const confirm = (question: Question): Promise<boolean> =>
    new Promise((resolve) =>
      setAsked({
        ...question,
        answer: (isSure) => {
          setAsked(null)
          resolve(isSure)
        },
      }),
    )
  const dialog = asked && (
    <ConfirmDialog
      title={asked.title}
      action={asked.action}
      onConfirm={() => asked.answer(true)}
      onClose={() => asked.answer(false)}
    >
      <Text>{asked.text}</Text>
    </ConfirmDialog>
  )
  return [dialog, confirm]
}
