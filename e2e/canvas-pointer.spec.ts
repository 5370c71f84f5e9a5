import type { Locator, Page } from '@playwright/test'
import { expect, test } from './studio.ts'

/** Where a card is, in the drawing's own measures times the zoom. */
const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not on the screen')
  return box
}

test('steps are drawn, moved, copied and connected by mouse alone', async ({ page, editor }) => {
  await editor.openNewFlow('By mouse')
  const mouse = page.mouse

  await test.step('a press on an exit offers likely next steps, and connects what is chosen', async () => {
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

  await test.step('Escape puts back what is dragged', async () => {
    const card = editor.card('Say text')
    const before = await boxOf(card)
    await mouse.move(before.x + 80, before.y + 20)
    await mouse.down()
    await mouse.move(before.x + 160, before.y + 80, { steps: 8 })
    await page.keyboard.press('Escape')
    await mouse.move(before.x + 170, before.y + 90)
    await mouse.up()
    await expect.poll(async () => (await boxOf(card)).x).toBe(before.x)
  })

  await test.step('a connection that cannot be says why, and is not drawn', async () => {
    const count = await editor.edges().count()
    const port = await boxOf(editor.card('If something fails').locator('.react-flow__handle.source'))
    const target = await boxOf(editor.card('Condition'))
    await mouse.move(port.x + 1, port.y + 1)
    await mouse.down()
    await mouse.move(target.x + 100, target.y + 30, { steps: 10 })
    await expect(page.getByText('The fallback can only contain fixed steps.').first()).toBeVisible()
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

  await test.step('its start moves to an free exit of another step', async () => {
    await editor.connect('Condition', 'true', 'Say text')
    await editor.drag('Ring a user', { x: 620, y: 420 })
    const connection = page.getByRole('group', { name: /from Condition to Say text/ })
    await connection.focus()
    const grip = await boxOf(connection.locator('.react-flow__edgeupdater-source'))
    const target = await boxOf(editor.card('Ring a user'))
    await mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2)
    await mouse.down()
    await mouse.move(target.x + 60, target.y + 20, { steps: 8 })
    await mouse.up()
    await expect(page.getByRole('group', { name: /from Ring a user to Say text/ })).toHaveCount(1)
    await expect(connection).toHaveCount(0)
  })

  await test.step('a right click on the ground offers a step there, and gives the focus back', async () => {
    const board = await boxOf(page.locator('.react-flow').first())
    await mouse.click(board.x + 120, board.y + 420, { button: 'right' })
    await expect(page.getByRole('menuitem', { name: 'Paste' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('application', { name: 'Flow canvas' })).toBeFocused()
    await mouse.click(board.x + 120, board.y + 420, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Add a step here' }).click()
    await page.keyboard.type('voicemail')
    await page.keyboard.press('Enter')
    await expect(editor.card('Voicemail')).toBeVisible()
  })
  await editor.isSaved()
})

test.describe('by finger', () => {
  test.use({ hasTouch: true })

  test('cards are chosen, moved and connected', async ({ page, editor }) => {
    await editor.openNewFlow('By finger')
    await editor.drag('Hang up', { x: 260, y: 380 })
    await editor.drag('Say text', { x: 560, y: 300 })
    await page.getByRole('application', { name: 'Flow canvas' }).focus()
    const fingers = await fingersOf(page)
    const chosen = page.locator('.react-flow__node.selected')
    const headOf = async (title: string) => {
      const { x, y } = await boxOf(editor.card(title))
      return { x: x + 30, y: y + 12 }
    }

    await test.step('a tap chooses, a long press adds', async () => {
      await fingers.press(await headOf('Hang up'), 40)
      await expect(chosen).toHaveCount(1)
      await fingers.press(await headOf('Say text'), 480)
      await expect(chosen).toHaveCount(2)
      await fingers.press(await headOf('Say text'), 480)
      await expect(chosen).toHaveCount(1)
    })

    await test.step('a chosen card is dragged, another one moves the view', async () => {
      const before = await headOf('Hang up')
      const other = await headOf('Say text')
      await fingers.drag(before, { x: before.x + 40, y: before.y + 60 })
      await expect.poll(async () => (await headOf('Hang up')).y - before.y).toBeGreaterThan(40)
      expect((await headOf('Say text')).x).toBe(other.x)
      await fingers.drag(other, { x: other.x - 50, y: other.y })
      await expect.poll(async () => (await headOf('Say text')).x).toBeLessThan(other.x - 40)
      await expect(chosen).toHaveCount(1)
    })

    await test.step('three fingers to the left undo', async () => {
      const moved = await headOf('Hang up')
      const at = { x: moved.x, y: moved.y + 120 }
      await fingers.drag({ ...at, x: at.x + 150 }, at, 3)
      await expect.poll(async () => (await headOf('Hang up')).y).toBeLessThan(moved.y - 40)
    })

    await test.step('an exit is dragged onto a card', async () => {
      const port = await boxOf(editor.card('Call comes in').locator('.react-flow__handle.source'))
      await fingers.drag({ x: port.x + 1, y: port.y + 1 }, await headOf('Say text'))
      await expect(editor.edges()).toHaveCount(1)
    })

    await test.step('a long press on the ground asks what to do', async () => {
      const board = await boxOf(page.locator('.react-flow').first())
      await fingers.press({ x: board.x + 60, y: board.y + 500 }, 480)
      await page.getByRole('menuitem', { name: 'Select all' }).tap()
      await expect(chosen).toHaveCount(4)
    })
  })
})

/** Fingers on the screen, as the browser gets them from the device. */
async function fingersOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number; id: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  const row = ({ x, y }: Place, count: number) => Array.from({ length: count }, (_, id) => ({ x: x + 60 * id, y, id }))
  return {
    press: async (at: Place, forMs: number) => {
      await send('touchStart', row(at, 1))
      await page.waitForTimeout(forMs)
      await send('touchEnd', [])
    },
    drag: async (from: Place, to: Place, count = 1) => {
      await send('touchStart', row(from, count))
      for (let step = 1; step <= 8; step++)
        await send(
          'touchMove',
          row({ x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 }, count),
        )
      await send('touchEnd', [])
    },
  }
}

interface Place {
  x: number
  y: number
}
