/** The designer in a user's words: what a test says is what a person would do. */
import { expect, type Locator, type Page } from '@playwright/test'

export class Editor {
  readonly page: Page
  /** What the sample phone has said so far. */
  readonly transcript: Locator

  constructor(page: Page) {
    this.page = page
    this.transcript = page.getByRole('list', { name: 'What the caller hears' })
  }

  // ------------------------------------------------------------------------------------------ the list of flows

  /** Makes a flow through the API, where making it is not what is tested, and opens it. */
  async openNewFlow(name: string): Promise<void> {
    const { id } = await (await this.page.request.post('/api/flows', { data: { name } })).json()
    await this.page.goto(`/flows/${id}`)
    await expect(this.card('Call comes in')).toBeVisible()
  }

  async createFlow(name: string): Promise<void> {
    if (!this.page.url().startsWith('http')) await this.page.goto('/')
    await this.page.getByRole('button', { name: 'New flow' }).first().click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await this.page.waitForURL('**/flows/*')
    await expect(this.card('Call comes in')).toBeVisible()
  }

  async backToList(): Promise<void> {
    await this.isSaved()
    await this.page.getByRole('link', { name: 'All flows' }).click()
    await expect(this.page.getByRole('heading', { name: 'Flows', exact: true })).toBeVisible()
  }

  row = (name: string): Locator =>
    this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })

  async flowMenu(name: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  // ------------------------------------------------------------------------------------------ the canvas

  /** A step on the canvas, by the title on its card. */
  card = (title: string): Locator =>
    this.page.locator('.react-flow__node').filter({ has: this.page.getByText(title, { exact: true }) })

  edges = (): Locator => this.page.locator('.react-flow__edge')

  /** Drags a step from the palette to a place on the canvas, from its upper left corner. */
  async drag(title: string, place: { x: number; y: number }): Promise<void> {
    const canvas = this.page.locator('.react-flow').first()
    const step = await this.findStep(title)
    await step.dragTo(canvas, { targetPosition: place })
    await expect(this.card(title)).toBeVisible()
  }

  /** Adds a step without dragging: it follows the chosen one. */
  async add(title: string): Promise<void> {
    const step = await this.findStep(title)
    await step.click()
    await expect(this.card(title)).toBeVisible()
  }

  private async findStep(title: string): Promise<Locator> {
    const palette = this.page.getByRole('region', { name: 'Steps' })
    await palette.getByRole('searchbox').fill(title)
    return palette.getByRole('button', { name: title, exact: true })
  }

  /** Draws a line with the mouse from an exit (KAZOO's key or the step's port) to anywhere on a card. */
  async connect(from: string, port: string, to: string): Promise<void> {
    const before = await this.edges().count()
    const out = await centreOf(this.card(from).locator(`.react-flow__handle.source[data-handleid="${port}"]`))
    const target = await boxOf(this.card(to))
    await this.page.mouse.move(out.x, out.y)
    await this.page.mouse.down()
    await this.page.mouse.move(out.x, out.y + 20, { steps: 4 })
    await this.page.mouse.move(target.x + target.width / 2, target.y + 6, { steps: 12 })
    await this.page.mouse.up()
    await expect(this.edges(), `${from} leads by ${port} to ${to}`).toHaveCount(before + 1)
  }

  async choose(title: string): Promise<void> {
    await this.card(title).click({ position: { x: 60, y: 20 } })
    await expect(this.page.getByRole('textbox', { name: 'Name of this step' })).toHaveAttribute('placeholder', title)
  }

  /** A field of the chosen step, by its label. */
  field = (label: string): Locator =>
    this.page.locator('[data-inspector]').getByRole('textbox', { name: label, exact: true })

  isSaved = (): Promise<void> => expect(this.page.getByText('Saved', { exact: true })).toBeVisible()

  // ------------------------------------------------------------------------------------------ the sample phone

  /** Presses a key of the sample phone. */
  async press(key: string): Promise<void> {
    const keypad = this.page.getByRole('group', { name: 'Keypad' })
    await keypad.getByRole('button', { name: new RegExp(`^${key.replace('*', '\\*')}(,|$)`) }).click()
  }
}

/** What a JSON editor holds, once it is loaded. Of a long text it draws what is in view. */
export const expectJson = (json: Locator, text: string): Promise<void> =>
  expect.poll(async () => (await json.locator('.cm-line').allTextContents()).join('\n')).toBe(text)

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`not on the screen: ${locator}`)
  return box
}

async function centreOf(locator: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = await boxOf(locator)
  return { x: x + width / 2, y: y + height / 2 }
}
