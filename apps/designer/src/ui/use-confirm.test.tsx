import { Modal } from '@mantine/core'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { useConfirm } from './use-confirm.tsx'

const question = { title: 'Delete this row?', text: 'This cannot be undone.', action: 'Delete' }
const dialog = page.getByRole('dialog', { name: question.title })

function Asking({ onAnswer }: { onAnswer: (isSure: boolean) => void }) {
  const [shown, confirm] = useConfirm()
  return (
    <>
      <button type="button" onClick={async () => onAnswer(await confirm(question))}>
        Ask
      </button>
      {shown}
    </>
  )
}

function Below({ onAnswer }: { onAnswer: (isSure: boolean) => void }) {
  const [isOpen, setOpen] = useState(true)
  return (
    <Modal opened={isOpen} onClose={() => setOpen(false)} title="Below">
      <Asking onAnswer={onAnswer} />
    </Modal>
  )
}

const ask = async () => {
  const onAnswer = vi.fn()
  await renderInStudio(<Asking onAnswer={onAnswer} />)
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect.element(dialog).toMatchTextContent('This cannot be undone.')
  return onAnswer
}

it('does it where the action is pressed', async () => {
  const onAnswer = await ask()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(onAnswer.mock.calls).toEqual([[true]])
})

it('has the focus on Cancel, so that Enter loses nothing', async () => {
  const onAnswer = await ask()
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await expect.poll(() => onAnswer.mock.calls).toEqual([[false]])
})

it('is left by Escape, which leaves a dialog below it open', async () => {
  const onAnswer = vi.fn()
  await renderInStudio(<Below onAnswer={onAnswer} />)
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect.element(dialog.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  expect(onAnswer.mock.calls).toEqual([[false]])
  await expect.element(page.getByRole('dialog', { name: 'Below' })).toBeVisible()
})
