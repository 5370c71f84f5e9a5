import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { openStepForm, storedAt, tabTo } from '../../testing/step-form.tsx'

const [ann, bob, cid] = ['ann', 'bob', 'cid'].map((id) => ({ endpoint_type: 'user', id }))
const open = () => openStepForm('ring_group', { endpoints: [ann, bob, cid] }, 'endpoints')
const order = () => expect.poll(() => storedAt('endpoints'))
const handle = (number: number) => `Move Phone ${number}: drag, or Alt and an arrow key`

it('moves an entry by Alt and an arrow key, and the focus goes along', async () => {
  const form = await open()
  await tabTo(form.role('button', handle(1)))
  await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}')
  await order().toEqual([bob, cid, ann])
  await expect.element(form.role('button', handle(3))).toHaveFocus()
})

it('moves an entry by its buttons, and the focus leaves one that is disabled', async () => {
  const form = await open()
  await form.press('Move Phone 2 up')
  await order().toEqual([bob, ann, cid])
  await expect.element(form.role('button', handle(1))).toHaveFocus()
})

it('moves an entry by dragging its handle', async () => {
  const form = await open()
  await userEvent.dragAndDrop(form.role('button', handle(3)), form.role('button', handle(1)), { steps: 8 })
  await order().toEqual([cid, ann, bob])
})

it('leaves an entry where it was dropped again', async () => {
  const form = await open()
  await form.role('button', handle(2)).click()
  await order().toEqual([ann, bob, cid])
})
