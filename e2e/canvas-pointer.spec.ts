import { expect, test } from './studio.ts'

/** Where a card is, in the drawing's own measures times the zoom. */
const boxOf = async (locator: import('@playwright/test').Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not on the screen')
  return box
}

test('steps are drawn, moved, copied and connected by mouse alone', async ({ page, editor }) => {
  await editor.createFlow('By mouse')
  const mouse = page.mouse

  await test.step('a press on a way out offers likely next steps, and connects what is chosen', async () => {
    const port = editor.card('Call comes in').locator('.react-flow__handle.source')
    await port.click()
    const list = page.getByRole('dialog').or(page.getByRole('listbox')).first()
    await expect(list).toBeVisible()
    await page.keyboard.type('say')
    await page.keyboard.press('Enter')
    await expect(editor.card('Say text')).toBeVisible()
    await expect(editor.edges()).toHaveCount(1)
  })

  await test.step('dropped on an edge, a step goes between', async () => {
    const edge = await boxOf(page.locator('.react-flow__edge .react-flow__edge-path').first())
    const board = await boxOf(page.locator('.react-flow').first())
    await editor.drag('Condition', { x: edge.x + edge.width / 2 - board.x, y: edge.y + edge.height / 2 - board.y })
    await expect(editor.edges()).toHaveCount(2)
    await expect(page.getByRole('group', { name: /from Call comes in to Condition/ })).toHaveCount(1)
    await expect(page.getByRole('group', { name: /from Condition to Say text/ })).toHaveCount(1)
  })

  await test.step('an edge that is dropped on the ground asks for the next step', async () => {
    const port = await boxOf(editor.card('Condition').locator('.react-flow__handle.source[data-handleid="false"]'))
    await mouse.move(port.x + 1, port.y + 1)
    await mouse.down()
    await mouse.move(port.x + 80, port.y + 220, { steps: 8 })
    await mouse.up()
    await page.keyboard.type('hang up')
    await page.keyboard.press('Enter')
    await expect(editor.card('Hang up')).toBeVisible()
    await expect(editor.edges()).toHaveCount(3)
  })

  await test.step('a drag is one step of undo', async () => {
    const card = editor.card('Hang up')
    const before = await boxOf(card)
    await mouse.move(before.x + 80, before.y + 20)
    await mouse.down()
    await mouse.move(before.x + 40, before.y + 60, { steps: 6 })
    await mouse.move(before.x - 40, before.y + 100, { steps: 6 })
    await mouse.up()
    await expect.poll(async () => (await boxOf(card)).x).toBeLessThan(before.x - 60)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => Math.abs((await boxOf(card)).x - before.x)).toBeLessThan(2)
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(async () => (await boxOf(card)).x).toBeLessThan(before.x - 60)
  })

  await test.step('with Alt a drag makes a copy', async () => {
    const before = await boxOf(editor.card('Hang up'))
    await page.keyboard.down('Alt')
    await mouse.move(before.x + 80, before.y + 20)
    await mouse.down()
    await mouse.move(before.x + 40, before.y + 120, { steps: 8 })
    await mouse.up()
    await page.keyboard.up('Alt')
    await expect(editor.card('Hang up')).toHaveCount(2)
  })

  await test.step('a connection that cannot be says why, and is not drawn', async () => {
    const count = await editor.edges().count()
    const port = await boxOf(editor.card('If something fails').locator('.react-flow__handle.source'))
    const target = await boxOf(editor.card('Condition'))
    await mouse.move(port.x + 1, port.y + 1)
    await mouse.down()
    await mouse.move(target.x + 100, target.y + 30, { steps: 10 })
    await expect(page.getByText('The fallback can only hold fixed steps.').first()).toBeVisible()
    await mouse.up()
    await expect(editor.edges()).toHaveCount(count)
  })

  await test.step('Shift-drag chooses what lies in the box, Delete takes it away', async () => {
    const board = await boxOf(page.locator('.react-flow').first())
    const hangUps = await Promise.all([0, 1].map((index) => boxOf(editor.card('Hang up').nth(index))))
    const left = Math.min(...hangUps.map(({ x }) => x)) - 15
    const top = Math.min(...hangUps.map(({ y }) => y)) - 15
    const right = Math.max(...hangUps.map(({ x, width }) => x + width)) + 15
    const bottom = Math.min(board.y + board.height - 4, Math.max(...hangUps.map(({ y, height }) => y + height)) + 15)
    await page.keyboard.down('Shift')
    await mouse.move(right, bottom)
    await mouse.down()
    await mouse.move(left, top, { steps: 8 })
    await mouse.up()
    await page.keyboard.up('Shift')
    await expect(page.locator('.react-flow__node.selected')).toHaveCount(2)
    await page.keyboard.press('Delete')
    await expect(editor.card('Hang up')).toHaveCount(0)
  })

  await test.step('a press on an edge chooses it, its end can be dragged off', async () => {
    const port = await boxOf(editor.card('Condition').locator('.react-flow__handle.source[data-handleid="true"]'))
    await mouse.click(port.x + 1, port.y + 22)
    await page.keyboard.press('Delete')
    await expect(editor.edges()).toHaveCount(1)
    await editor.connect('Condition', 'true', 'Say text')

    const target = await boxOf(editor.card('Say text'))
    await mouse.move(target.x + target.width / 2, target.y - 8)
    await mouse.down()
    await mouse.move(target.x + target.width + 160, target.y + 120, { steps: 8 })
    await mouse.up()
    await expect(editor.edges()).toHaveCount(1)
  })
  await editor.isSaved()
})
