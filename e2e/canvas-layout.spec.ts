/** What can be reached by pointer: nothing lies over what is to be pressed. */
import type { Locator, Page } from '@playwright/test'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not on the screen')
  return box
}

/** Adds a step with the list that opens at a port. */
async function quickAdd(page: Page, port: Locator, name: string): Promise<void> {
  await port.click()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
}

test('a press in the middle of a connection that quick-add made inserts a step', async ({ page, editor }) => {
  await editor.openNewFlow('Short connections')
  await quickAdd(page, editor.card('Call comes in').locator('.react-flow__handle.source'), 'say')
  await expect(editor.card('Say text')).toBeVisible()
  for (const percent of ['100 %', '75 %']) {
    if (percent === '75 %') await page.getByRole('button', { name: 'Zoom out' }).click()
    const start = await boxOf(editor.card('Call comes in'))
    const step = await boxOf(editor.card('Say text'))
    const middle = { x: step.x + step.width / 2, y: (start.y + start.height + step.y) / 2 }
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.click(middle.x, middle.y)
    await expect(page.getByRole('dialog', { name: 'Insert a step' })).toBeVisible()
    await page.keyboard.press('Escape')
  }
})

for (const [where, lower] of [
  ['on the words', 0],
  ['lower', 50],
] as const)
  test(`the first step that is dropped ${where} “Drag a step here” is connected, and the view stays`, async ({
    page,
    editor,
  }) => {
    await editor.openNewFlow('First step')
    const hint = await boxOf(page.getByText('Drag a step here'))
    const canvas = await boxOf(page.locator('.react-flow'))
    const start = await boxOf(editor.card('Call comes in'))
    await editor.drag('Say text', {
      x: hint.x + hint.width / 2 - canvas.x,
      y: hint.y + hint.height / 2 + lower - canvas.y,
    })
    await expect(page.getByRole('group', { name: /from Call comes in to Say text/ })).toHaveCount(1)
    expect(await boxOf(editor.card('Call comes in'))).toEqual(start)
    const step = await boxOf(editor.card('Say text'))
    expect(Math.abs(step.x + step.width / 2 - (start.x + start.width / 2))).toBeLessThan(2)
  })

test('pinching over a list on the canvas does not zoom the page', async ({ page, editor }) => {
  await editor.openNewFlow('Pinch')
  await editor.card('Call comes in').locator('.react-flow__handle.source').click()
  const list = page.getByRole('dialog', { name: 'Add the next step' })
  await expect(list).toBeVisible()
  for (const target of [list, page.getByRole('region', { name: 'Steps' })]) {
    const isLeftToBrowser = await target.evaluate((element) =>
      element.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, bubbles: true, cancelable: true })),
    )
    expect(isLeftToBrowser).toBe(false)
  }
})

test('people who want no movement get none: no pulse, no transition', async ({ page, editor }) => {
  await editor.openNewFlow('Still')
  await quickAdd(page, editor.card('Call comes in').locator('.react-flow__handle.source'), 'menu')
  await editor.field('Text').fill('Press 1.')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(editor.transcript).toBeVisible()
  await expect(page.locator('[data-path="now"]').first()).toBeVisible()
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .flatMap((element) => [null, '::before', '::after'].map((pseudo) => getComputedStyle(element, pseudo)))
      .filter((style) => style.animationName !== 'none' || !/^(0s(, )?)+$/.test(style.transitionDuration)),
  )
  expect(moving).toEqual([])
})

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true })

  test('a tap in the middle of a card selects it, however far away it is', async ({ page, editor }) => {
    await editor.openNewFlow('By finger')
    await quickAdd(page, editor.card('Call comes in').locator('.react-flow__handle.source'), 'say')
    for (const _ of [1, 2]) await page.getByRole('button', { name: 'Zoom out' }).click()
    await expect(page.getByRole('button', { name: '69 %' })).toBeVisible()
    const start = await boxOf(editor.card('Call comes in'))
    await page.touchscreen.tap(start.x + start.width / 2, start.y + start.height / 2)
    await expect(page.locator('.react-flow__node.selected')).toContainText('Call comes in')
    const step = await boxOf(editor.card('Say text'))
    await page.touchscreen.tap(step.x + step.width / 2, step.y + step.height / 2)
    await expect(page.locator('.react-flow__node.selected')).toContainText('Say text')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
})

for (const [zoom, width, height] of [
  ['200 %', 720, 450],
  ['400 %', 360, 225],
] as const)
  test(`at ${zoom} zoom of the browser flows are edited as ever`, async ({ page, editor }) => {
    await page.setViewportSize({ width, height })
    await editor.openNewFlow('Zoomed')
    for (const name of ['Publish', 'Preview', 'Undo', 'Redo', 'Actions for Zoomed'])
      await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
    for (const name of ['Flow', 'Calls', 'Versions'])
      await expect(page.getByRole('link', { name, exact: true })).toBeInViewport({ ratio: 1 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    await quickAdd(page, editor.card('Call comes in').locator('.react-flow__handle.source'), 'say')
    await editor.field('Text').fill('Hello')
    await page.locator('[data-inspector]').getByRole('button', { name: 'Close' }).click()
    await expect(editor.card('Say text')).toContainText('Hello')
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(editor.card('Say text')).not.toContainText('Hello')
  })

test('an exit is connected with a step that is there, and a tidied drawing is in view', async ({ page, editor }) => {
  await editor.openNewFlow('Joined')
  await quickAdd(page, editor.card('Call comes in').locator('.react-flow__handle.source'), 'menu')
  const exit = (port: string) => editor.card('Menu').locator(`.react-flow__handle.source[data-handleid="${port}"]`)
  for (const port of ['1', '2']) await quickAdd(page, exit(port), 'voicemail')
  await exit('timeout').click()
  const list = page.getByRole('dialog', { name: 'Add the next step' })
  await list
    .getByRole('option', { name: /^Connect to Voicemail/ })
    .first()
    .click()
  await expect(page.getByRole('group', { name: /No key, from Menu to Voicemail/ })).toHaveCount(1)

  for (const _ of [1, 2, 3]) await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.getByRole('button', { name: 'Tidy up' }).click()
  const bar = page.getByRole('toolbar', { name: 'Tidy up' })
  const [board, barBox] = [await boxOf(page.locator('.react-flow')), await boxOf(bar)]
  for (const card of await page.locator('.react-flow__node').all()) {
    const { x, y, width, height } = await boxOf(card)
    expect(x).toBeGreaterThanOrEqual(board.x)
    expect(x + width).toBeLessThanOrEqual(board.x + board.width)
    expect(y + height).toBeLessThanOrEqual(barBox.y)
  }
})

test.describe('with an example', () => {
  test.use({ examples: true })

  test('tools have buttons, the map goes where it is pressed, and ten nudges are one undo', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Front desk', exact: true }).click()
    const card = page.getByRole('group', { name: /^Service,/ })
    await expect(card).toBeVisible()

    await page.getByRole('button', { name: 'All actions' }).click()
    await expect(page.getByRole('dialog', { name: 'All actions' })).toBeVisible()
    await page.keyboard.press('Escape')

    const map = await boxOf(page.locator('.react-flow__minimap'))
    const before = await boxOf(card)
    await page.mouse.click(map.x + 10, map.y + 10)
    await expect.poll(async () => (await boxOf(card)).x).toBeGreaterThan(before.x + 50)
    await page.getByRole('button', { name: 'Fit the flow' }).click()

    await card.click({ position: { x: 60, y: 20 } })
    const start = await boxOf(card)
    for (let nudge = 0; nudge < 10; nudge++) await page.keyboard.press('Control+Shift+ArrowRight')
    await expect.poll(async () => (await boxOf(card)).x).toBeGreaterThan(start.x + 60)
    const undo = page.getByRole('button', { name: 'Undo', exact: true })
    await expect(undo).toHaveAccessibleDescription('move Service')
    await page.keyboard.press('Control+z')
    await expect(undo).toBeDisabled()
    await expect(page.getByRole('status').filter({ hasText: 'Undid: move Service' })).toBeAttached()
    await page.keyboard.press('Control+Shift+z')
    await expect(page.getByRole('status').filter({ hasText: 'Redid: move Service' })).toBeAttached()
  })
})

test('a menu that grows while its choices are named covers nothing, and undo takes all of it back', async ({
  page,
  editor,
}) => {
  const choices = [
    { digits: '1', label: '' },
    { digits: '2', label: '' },
  ]
  const prompt = { type: 'tts', text: 'Press 1' }
  const data = { prompt, choices, attempts: 3, timeoutMs: 5000, interdigitTimeoutMs: 2000 }
  await page.goto('/')
  await openFlow(
    page,
    'Front desk',
    [
      { id: 'menu', type: 'input.menu', data, position: { x: 0, y: 160 } },
      { id: 'say', type: 'tts', data: { text: 'Closed' }, position: { x: 280, y: 160 } },
      { id: 'box', type: 'voicemail', data: { id: `${'0'.repeat(31)}a` }, position: { x: 280, y: 300 } },
    ],
    ['start → menu', 'menu.1 → say', 'say._ → box'],
  )
  const placesOf = async () => {
    const flow = await page.request.get(`/api/flows/${new URL(page.url()).pathname.split('/')[2]}`)
    const { document } = await flow.json()
    const nodes: { id: string; position: { x: number } }[] = document.nodes
    return ['menu', 'say', 'box'].map((id) => nodes.find((node) => node.id === id)?.position.x)
  }
  await editor.choose('Menu')
  await editor.field('Label of choice 1').click()
  await page.keyboard.type('Sales and support')
  const [menu, say] = await Promise.all([editor.card('Menu').boundingBox(), editor.card('Say text').boundingBox()])
  expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThan(say?.x ?? 0)
  await editor.isSaved()
  const [, saidAt, boxAt] = await placesOf()
  expect(saidAt).toBeGreaterThan(280)
  expect(boxAt).toBe(saidAt)

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(placesOf).toEqual([0, 280, 280])
})
