/** Callflows that were written elsewhere: in, as a drawing; changed and published; and out again, as they were. */
import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from '@playwright/test'
import { type CallflowNode, recordedRequests, send } from './kazoo.ts'
import { expect, test } from './studio.ts'

const ID = '8ca0e4c50aa1e2901d749307e19b2e4b'
const ring = (next?: CallflowNode): CallflowNode => ({
  module: 'user',
  data: { id: ID, timeout: 25 },
  ...(next ? { children: { _: next } } : {}),
})
const mailbox: CallflowNode = { module: 'voicemail', data: { id: ID } }
const say = (text: string, next: CallflowNode): CallflowNode => ({
  module: 'tts',
  data: { text, voice: 'female' },
  children: { _: next },
})
const frontDesk = (closed: string): CallflowNode => ({
  module: 'menu',
  data: { id: ID },
  children: {
    '1': ring(mailbox),
    '2': ring(say('Nobody is there {{ not a value }}.', mailbox)),
    '3': say('One moment.', ring(ring(mailbox))),
    timeout: say(closed, { module: 'hangup', data: {} }),
    _: { module: 'hangup', data: {} },
  },
})
const CLOSED = 'We are closed.'
const OPEN_SOON = 'We open at nine.'

async function openImport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Import' }).click()
  return page.getByRole('dialog')
}

const contentOf = async (download: Download): Promise<string> => readFile(await download.path(), 'utf8')

async function exportAs(page: Page, name: string, item: string): Promise<Download> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
  return download
}

async function expectNoOverlaps(cards: Locator): Promise<void> {
  const boxes = await cards.evaluateAll((elements) =>
    elements.map((element) => element.getBoundingClientRect().toJSON()),
  )
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1)) {
      const isApart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
      expect(isApart, `${JSON.stringify(a)} lies over ${JSON.stringify(b)}`).toBe(true)
    }
}

test.describe('a callflow of KAZOO’s', () => {
  test('is drawn, changed, published and answered key for key, and leaves as it came', async ({ page, editor }) => {
    await page.goto('/')
    const dialog = await openImport(page)
    await dialog
      .getByRole('textbox', { name: 'Paste text' })
      .fill(JSON.stringify({ data: { name: 'Front desk', numbers: ['2030'], flow: frontDesk(CLOSED) } }, null, 2))
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()

    await test.step('it opens at once, laid out', async () => {
      await page.waitForURL('**/flows/*')
      await expect(editor.card('KAZOO menu')).toBeVisible()
      const cards = page.locator('.react-flow__node')
      await expect(cards).toHaveCount(15)
      await expectNoOverlaps(cards)
    })

    const pivotUrl = await test.step('change a step and publish', async () => {
      const closed = page.locator('.react-flow__node').filter({ hasText: CLOSED })
      await closed.click({ position: { x: 60, y: 20 } })
      await editor.field('Text').fill(OPEN_SOON)
      await editor.isSaved()
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await dialog.getByRole('button', { name: 'Publish version 1' }).click()
      await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
      const url = (await dialog.locator('code').first().textContent()) ?? ''
      await dialog.getByRole('button', { name: 'Done' }).click()
      return url
    })

    await test.step('KAZOO gets what was imported, with the change', async () => {
      for (const recorded of recordedRequests()) expect(await send(recorded, pivotUrl)).toEqual(frontDesk(OPEN_SOON))
    })

    await test.step('it can be exported as it came', async () => {
      const download = await exportAs(page, 'Front desk', 'Callflow JSON')
      expect(download.suggestedFilename()).toBe('front-desk.json')
      expect(JSON.parse(await contentOf(download))).toEqual(frontDesk(OPEN_SOON))
    })
  })
})

test.describe('with mistakes', () => {
  test.use({ expectedErrors: [/status of 422/] })

  test('each file is told what it was drawn as, step by step; what is pasted wrongly is not lost', async ({
    page,
    editor,
  }) => {
    await page.goto('/')
    const dialog = await openImport(page)
    const report = dialog.getByRole('list', { name: 'Import report' })
    const pasted = dialog.getByRole('textbox', { name: 'Paste text' })

    await test.step('what cannot be drawn is refused with the place', async () => {
      await pasted.fill('{\n  "module": "tts",\n  "data": {"text": }\n}')
      await dialog.getByRole('button', { name: 'Import', exact: true }).click()
      await expect(report).toContainText('Nothing was imported')
      await expect(report).toContainText('Line 3, column 20')
      await expect(pasted).toHaveValue(/"text": }/)
    })

    await test.step('what KAZOO would refuse is drawn, and said of step and field', async () => {
      const wrong = { module: 'voicemail', data: { id: '100' } }
      await dialog
        .locator('input[type="file"]')
        .setInputFiles([
          jsonFile('Night line.json', { flow: { ...say('Good night.', wrong) }, numbers: [] }),
          jsonFile('Other.json', { flow: 1 }),
          { name: 'old.xml', mimeType: 'text/xml', buffer: Buffer.from('<Response><Say>Hello</Say></Response>') },
        ])
      const items = report.locator(':scope > li')
      await expect(items).toHaveCount(3)
      await expect(items.nth(0)).toContainText('2 steps imported, 1 error')
      const problem = items.nth(0).getByRole('listitem')
      await expect(problem).toContainText('Voicemail')
      await expect(problem).toContainText('Mailbox')
      await expect(problem).toContainText('KAZOO needs the id, 32 characters')
      await expect(items.nth(1)).toContainText('This contains no callflow')
      await expect(items.nth(2)).toContainText('1 step imported')
      await expect(pasted).toHaveValue(/"text": }/)
    })

    await test.step('only what was drawn is there', async () => {
      await dialog.getByRole('link', { name: 'Open Night line' }).click()
      await expect(editor.card('Voicemail')).toBeVisible()
      await editor.backToList()
      for (const name of ['Night line', 'old']) await expect(editor.row(name)).toBeVisible()
      await expect(editor.row('Other')).toHaveCount(0)
    })
  })
})

test.describe('TwiML with relative addresses', () => {
  test.use({ expectedErrors: [/status of 422/] })
  const menu =
    '<Response>\n<Gather action="/keys"><Say>Press a key.</Say></Gather>\n<Redirect>../start</Redirect>\n</Response>'

  test('is imported after one question, with the address of the document or without it', async ({ page, editor }) => {
    await page.goto('/')
    const dialog = await openImport(page)
    const report = dialog.getByRole('list', { name: 'Import report' })
    const pasted = dialog.getByRole('textbox', { name: 'Paste text' })
    const address = dialog.getByRole('textbox', { name: 'URL of this document' })

    await test.step('the question takes an address only', async () => {
      await pasted.fill(menu)
      await dialog.getByRole('button', { name: 'Import', exact: true }).click()
      await expect(report).toContainText('One question before the import')
      await expect(address).toBeFocused()
      await address.fill('app.example/ivr')
      await address.press('Enter')
      await expect(report).toContainText('Enter a URL that begins with http:// or https://.')
    })

    await test.step('answered, the addresses are whole', async () => {
      await address.fill('https://app.example/ivr/menu')
      await address.press('Enter')
      await expect(report).toContainText('3 steps imported')
      await expect(report).not.toContainText(/\d errors?/)
      await expect(report).toContainText('Line 2, column 1')
      await expect(address).toHaveCount(0)
      await expect(pasted).toHaveValue('')
    })

    await test.step('a file can be imported without it, and says what has to be filled in', async () => {
      await dialog
        .locator('input[type="file"]')
        .setInputFiles([{ name: 'Night.xml', mimeType: 'text/xml', buffer: Buffer.from(menu) }])
      await expect(report).toContainText('Night.xml')
      await dialog.getByRole('button', { name: 'Import without a URL' }).click()
      await expect(report).toContainText('3 steps imported, 2 errors')
      await expect(report).toContainText('is the relative address “../start”')
      await dialog.getByRole('link', { name: 'Open Night' }).click()
      await expect(editor.card('Ask for digits')).toBeVisible()
    })

    await test.step('the flow of the first asks the whole address', async () => {
      await editor.backToList()
      await editor.row('Imported flow').getByRole('link').first().click()
      await expect(page.locator('.react-flow__node').filter({ hasText: 'app.example' })).toHaveCount(2)
    })
  })
})

test('TwiML can be pasted into a flow, with a note of what has no step', async ({ page, editor }) => {
  await editor.openNewFlow('Front desk')
  await page.evaluate(
    (text) => navigator.clipboard.writeText(text),
    '<Response><Say>Good evening.</Say><Sms>x</Sms><Hangup/></Response>',
  )
  const { x, y } = (await page.locator('.react-flow').first().boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.click(x + 620, y + 260)
  await page.keyboard.press('Control+v')
  await expect(editor.card('Say text')).toBeVisible()
  await expect(editor.card('Hang up')).toBeVisible()
  await expect(page.locator('.react-flow__node').filter({ hasText: 'was left out' })).toHaveCount(1)
})

test('a callflow can be pasted into a flow, as one step to undo', async ({ page, editor }) => {
  await editor.openNewFlow('Front desk')
  await page.evaluate((text) => navigator.clipboard.writeText(text), JSON.stringify(say('Hello.', mailbox)))
  const canvas = page.locator('.react-flow').first()
  const { x, y } = (await canvas.boundingBox()) ?? { x: 0, y: 0 }
  await page.mouse.click(x + 520, y + 300)
  await page.keyboard.press('Control+v')
  await expect(editor.card('Say text')).toBeVisible()
  await expect(editor.card('Voicemail')).toBeVisible()
  await expect(editor.edges()).toHaveCount(1)
  const box = await editor.card('Say text').boundingBox()
  expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - (x + 520))).toBeLessThan(3)
  expect(Math.abs((box?.y ?? 0) - (y + 300))).toBeLessThan(3)

  await page.keyboard.press('Control+v')
  await expect(editor.card('Say text')).toHaveCount(2)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(editor.card('Say text')).toHaveCount(0)
})

test('a flow that needs the studio says which steps, and leads to them; it leaves as document and picture', async ({
  page,
  editor,
}) => {
  await editor.openNewFlow('Front desk')
  await editor.drag('Say text', { x: 500, y: 200 })
  await editor.connect('Call comes in', 'next', 'Say text')
  await editor.choose('Say text')
  await editor.field('Text').fill('Hello {{ caller.name }}')
  await editor.isSaved()

  await test.step('each reason is one press from its step', async () => {
    await page.getByRole('button', { name: 'Actions for Front desk', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Callflow JSON' }).click()
    const dialog = page.getByRole('dialog', { name: 'This flow cannot be exported as Callflow JSON' })
    await expect(dialog).toContainText('values of the call')
    await dialog.getByRole('button', { name: 'Show Say text' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(editor.field('Text')).toBeFocused()
  })

  await test.step('the document comes back by importing it', async () => {
    const document = JSON.parse(await contentOf(await exportAs(page, 'Front desk', 'Studio document')))
    await editor.backToList()
    const dialog = await openImport(page)
    await dialog.locator('input[type="file"]').setInputFiles([jsonFile('x.json', { ...document, name: 'Copy' })])
    await page.waitForURL('**/flows/*')
    await expect(page).toHaveTitle(/Copy/)
    await expect(editor.card('Say text')).toBeVisible()
  })

  await test.step('the pictures hold the flow', async () => {
    const svg = await contentOf(await exportAs(page, 'Copy', 'Image (SVG)'))
    for (const words of ['Call comes in', 'Say text', 'the fallback']) expect(svg).toContain(words)
    expect(svg).toContain('react-flow__edge-path')
    const png = await readFile(await (await exportAs(page, 'Copy', 'Image (PNG)')).path())
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.readUInt32BE(16), 'as wide as two pixels for each of the drawing').toBeGreaterThan(500)
  })
})

test('two thousand modules are drawn and opened at once', async ({ page, editor }, { annotations }) => {
  await page.goto('/')
  const dialog = await openImport(page)
  const input = dialog.locator('input[type="file"]')
  await input.waitFor({ state: 'attached' })
  const start = Date.now()
  await input.setInputFiles([jsonFile('Large.json', largeCallflow(2000))])
  await expect(editor.card('KAZOO menu').first()).toBeVisible({ timeout: 30_000 })
  annotations.push({ type: 'took', description: `${Date.now() - start} ms` })

  await test.step('a PNG of it could not be read, which is said before', async () => {
    await page.getByRole('button', { name: 'Actions for Large', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Image (PNG)' }).click()
    const question = page.getByRole('dialog', { name: 'Too large for a PNG' })
    await expect(question.getByRole('button', { name: 'Export as SVG' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
  })
})

/** Menus of three texts each, of which every one leads to another menu. */
function largeCallflow(modules: number): CallflowNode {
  const root: CallflowNode = { module: 'menu', data: { id: ID } }
  const open = [root]
  for (let made = 1; made < modules; ) {
    const parent = open.shift()
    if (!parent) break
    const isMenu = parent.module === 'menu'
    const keys = (isMenu ? ['_', '1', '2'] : ['_']).slice(0, modules - made)
    const children = keys.map((key, index): [string, CallflowNode] => [
      key,
      isMenu ? { module: 'tts', data: { text: `Number ${made + index}` } } : { module: 'menu', data: { id: ID } },
    ])
    made += children.length
    parent.children = Object.fromEntries(children)
    open.push(...children.map(([, child]) => child))
  }
  return root
}

const jsonFile = (name: string, content: unknown) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
})

test('a list of callflows becomes flows, and names the entry that holds none', async ({ page }) => {
  await page.goto('/')
  const dialog = await openImport(page)
  const flow = { module: 'hangup', data: {} }
  const list = { data: [{ id: 'a', name: 'Night', flow }, { id: 'b', numbers: ['2001'], flow }, { id: 'c' }] }
  await dialog.getByRole('textbox', { name: 'Paste text' }).fill(JSON.stringify(list))
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  const report = dialog.getByRole('list', { name: 'Import report' })
  await expect(report.getByRole('link', { name: 'Open Night' })).toBeVisible()
  await expect(report.getByRole('link', { name: 'Open 2001' })).toBeVisible()
  await expect(report.getByText('This entry of the list holds no flow.')).toBeVisible()
  await expect(report.getByText('c', { exact: true })).toBeVisible()
})
