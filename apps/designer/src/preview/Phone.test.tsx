import type { Preview, PreviewRequest } from '@callflow-studio/model/api'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { MOBILE_CALLER } from '../state/sample-callers.ts'
import { type StudioState, studioStore } from '../state/studio-store.ts'
import { openFlow, previewWith } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { clinic, endedCall, ringingCall, waitingCall } from '../testing/sample-calls.ts'
import { problem, serveApi } from '../testing/serve-api.ts'
import { Phone } from './Phone.tsx'

type Answer = (request: PreviewRequest) => Preview | Response

/** By how much the caller has done: waits, rings, is over. */
const asItGoes: Answer = ({ does = [] }) => [waitingCall, ringingCall][does.length] ?? endedCall

/** Opens the phone, and returns what it has asked to be played. */
const open = async (answer: Answer = asItGoes, more: Partial<StudioState> = {}) => {
  openFlow(clinic, { flowId: 'f1', isPreviewing: true, ...more })
  const sent = serveApi({
    'POST /flows/f1/preview': ({ body }: { body: PreviewRequest }) => answer(body),
  })
  await renderInStudio(<Phone />)
  return {
    played: () => sent.map(({ body }) => body as PreviewRequest),
    does: () => (sent.at(-1)?.body as PreviewRequest | undefined)?.does,
  }
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const lines = page.getByRole('list', { name: 'What the caller hears' })
const waits = (text: string | RegExp) => expect.element(page.getByRole('heading', { name: text })).toBeVisible()
const keypad = page.getByRole('group', { name: 'Keypad' })
const key = (name: string | RegExp) => keypad.getByRole('button', { name })
const entered = page.getByRole('status', { name: 'Keys so far' })

describe('a call that waits for a key', () => {
  it('shows what the caller hears, and how long the call is and was silent', async () => {
    await open()
    await expect.element(lines).toMatchTextContent('Press 1.')
    await expect.element(lines).toMatchTextContent('Known? No')
    const figures = page.getByRole('definition')
    await expect.element(figures.nth(0)).toHaveTextContent('0:07')
    await expect.element(figures.nth(1)).toHaveTextContent('0.4 s')
    await expect.element(figures.nth(2)).toHaveTextContent('1')
  })

  it('says which try it is, and for how long the step listens', async () => {
    await open()
    await waits('Main menu waits for a key')
    await expect.element(page.getByText('try 1 of 3')).toBeVisible()
    await expect.element(button('No key for 4 s')).toBeVisible()
  })

  it('plays the draft on screen for the selected caller', async () => {
    const { played } = await open()
    await waits('Main menu waits for a key')
    expect(played()).toEqual([{ document: clinic, call: MOBILE_CALLER.call, does: [], mocks: {}, kept: {} }])
  })

  it('says on the keypad what each key is for', async () => {
    await open()
    await expect.element(key('1, Appointments')).toBeVisible()
    await expect.element(key(/^2$/)).toBeVisible()
  })

  it.each<[string, () => Promise<unknown>, object]>([
    ['a key of the keypad', () => key('1, Appointments').click(), { digits: '1' }],
    ['a key of the keyboard', () => userEvent.keyboard('1'), { digits: '1' }],
    ['no key', () => button('No key for 4 s').click(), { digits: '' }],
    ['N, no key', () => userEvent.keyboard('n'), { digits: '' }],
    ['hanging up', () => button('Hangs up').click(), { hangup: true }],
    ['H, hanging up', () => userEvent.keyboard('h'), { hangup: true }],
  ])('goes on with %s', async (_, act, action) => {
    const { does } = await open()
    await waits('Main menu waits for a key')
    await act()
    await expect.poll(does).toEqual([action])
    await waits('Reception is ringing')
  })

  it('collects several keys, and sends them with #', async () => {
    const asks = { ...waitingCall, waitingFor: { ...waitingCall.waitingFor, maxDigits: 6 } } as Preview
    const { does } = await open(({ does: done = [] }) => (done.length === 0 ? asks : ringingCall))
    await waits('Main menu waits for a key')
    await userEvent.keyboard('42')
    await expect.element(entered).toHaveTextContent('42')
    await userEvent.keyboard('{Backspace}')
    await expect.element(entered).toHaveTextContent('4')
    expect(does()).toEqual([])
    await userEvent.keyboard('#')
    await expect.poll(does).toEqual([{ digits: '4#' }])
    await expect.element(entered).not.toBeInTheDocument()
  })

  it.each([
    ['sends', 'Send', [{ digits: '42' }]],
    ['forgets', 'Clear', []],
  ])('%s the keys so far', async (_, name, action) => {
    const asks = { ...waitingCall, waitingFor: { ...waitingCall.waitingFor, maxDigits: 6 } } as Preview
    const { does } = await open(({ does: done = [] }) => (done.length === 0 ? asks : ringingCall))
    await waits('Main menu waits for a key')
    await userEvent.keyboard('42')
    await button(name).click()
    await expect.element(entered).not.toBeInTheDocument()
    await expect.poll(does).toEqual(action)
  })

  it('leaves keys to a text that is being typed', async () => {
    const { does } = await open()
    await waits('Main menu waits for a key')
    await button('Sample caller').click()
    await page.getByRole('textbox', { name: 'From' }).fill('')
    await userEvent.keyboard('1')
    await expect.element(page.getByRole('textbox', { name: 'From' })).toHaveValue('1')
    expect(does()).toEqual([])
  })
})

describe('a call that rings', () => {
  const ring = () => open(({ does = [] }) => (does.length === 0 ? ringingCall : endedCall))

  it('says for how long, and takes no keys', async () => {
    const { does } = await ring()
    await waits('Reception is ringing')
    await expect.element(page.getByText('up to 20 s')).toBeVisible()
    await expect.element(key('1')).toHaveAttribute('aria-disabled', 'true')
    await expect.element(button(/^No key/)).not.toBeInTheDocument()
    await userEvent.keyboard('1n')
    expect(does()).toEqual([])
  })

  it.each([
    ['Answered', 'answered'],
    ['Busy', 'busy'],
    ['No answer', 'timeout'],
  ])('goes on with %s', async (name, outcome) => {
    const { does } = await ring()
    await button(name).click()
    await expect.poll(does).toEqual([{ outcome }])
  })

  it('offers rare causes in a menu', async () => {
    const { does } = await ring()
    await button('Other causes').click()
    await page.getByRole('menuitem', { name: 'Rejected' }).click()
    await expect.poll(does).toEqual([{ outcome: 'failed' }])
  })

  it('shows the key that was pressed and what it meant', async () => {
    await ring()
    await expect.element(lines.getByRole('listitem').nth(4)).toMatchTextContent('1Appointments')
    await expect.element(lines.getByText('Rings Reception')).toBeVisible()
  })
})

describe('going back and beginning again', () => {
  it('takes the last key back', async () => {
    const { does } = await open()
    await waits('Main menu waits for a key')
    await expect.element(button('One step back')).toBeDisabled()
    await userEvent.keyboard('1')
    await waits('Reception is ringing')
    await button('One step back').click()
    await waits('Main menu waits for a key')
    expect(does()).toEqual([])
  })

  it('takes back all that was done after a line, to do something else there', async () => {
    const { does } = await open(({ does = [] }) =>
      does.length === 0 ? waitingCall : { ...ringingCall, events: later },
    )
    const later = ringingCall.events.map((event, index) => ({ ...event, acts: index < 5 ? 0 : 1 }))
    await waits('Main menu waits for a key')
    await expect.element(button(/^Go back to /)).not.toBeInTheDocument()
    await userEvent.keyboard('1')
    await waits('Reception is ringing')
    await button('Go back to 0:02, and do something else').first().click()
    await waits('Main menu waits for a key')
    expect(does()).toEqual([])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['restarts', () => button('Restart call').click()],
    [
      'calls again after its end',
      async () => {
        await userEvent.keyboard('h')
        await button('Call again').click()
      },
    ],
  ])('%s with the same caller', async (_, again) => {
    const { does } = await open()
    await waits('Main menu waits for a key')
    await userEvent.keyboard('1')
    await waits('Reception is ringing')
    await again()
    await waits('Main menu waits for a key')
    expect(does()).toEqual([])
  })

  it('begins at a step where that is asked for', async () => {
    const { played } = await open(asItGoes, previewWith({ startAt: 'main' }))
    await waits('Main menu waits for a key')
    expect(played().at(-1)?.startAt).toBe('main')
  })

  it('plays an edited flow again with what the caller did', async () => {
    const { played } = await open()
    await waits('Main menu waits for a key')
    await userEvent.keyboard('1')
    await waits('Reception is ringing')
    const edited = { ...clinic, variables: [{ name: 'vip' }] }
    studioStore.getState().apply(() => edited)
    await expect.poll(() => played().at(-1)?.document).toEqual(edited)
    expect(played().at(-1)?.does).toEqual([{ digits: '1' }])
  })
})

describe('line by line', () => {
  it('shows one line more with each step, and what the call came along', async () => {
    await open()
    await waits('Main menu waits for a key')
    await button('Step').click()
    await waits('Line 1 of 4')
    expect(lines.getByRole('listitem').all().length).toBe(1)
    await userEvent.keyboard('{Enter}{Enter}')
    await waits('Line 3 of 4')
    expect(studioStore.getState().callHighlight?.now).toBe('known')
    await button('One step back').click()
    await waits('Line 2 of 4')
    await button('Show all').click()
    await waits('Main menu waits for a key')
    expect(studioStore.getState().callHighlight?.now).toBe('main')
  })

  it('ends with the last line', async () => {
    await open()
    await waits('Main menu waits for a key')
    await userEvent.keyboard('    ')
    await waits('Main menu waits for a key')
    await expect.element(button('Step')).toBeDisabled()
  })
})

describe('the canvas and the requests', () => {
  it('highlights where the call came along', async () => {
    await open()
    await waits('Main menu waits for a key')
    expect(studioStore.getState().callHighlight).toMatchObject({
      steps: { start: 1, known: 2, main: 3 },
      now: 'main',
    })
  })

  it('goes to a step from its line', async () => {
    await open()
    await lines.getByRole('button', { name: 'Known? No' }).click()
    expect(studioStore.getState().selection).toEqual(['known'])
  })

  it('opens a request from its line', async () => {
    await open(() => ringingCall)
    await button('Show request 2').click()
    expect(studioStore.getState()).toMatchObject({ shownRequest: 1, drawer: { isOpen: true, tab: 'requests' } })
  })
})

describe('a preview that fails', () => {
  it('says why, and tries again', async () => {
    let isBroken = true
    await open(() => (isBroken ? problem(422, 'The draft cannot be compiled.') : waitingCall))
    await expect.element(page.getByRole('alert')).toMatchTextContent('The draft cannot be compiled.')
    isBroken = false
    await button('Try again').click()
    await waits('Main menu waits for a key')
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  it('keeps the lines of before', async () => {
    await open(({ does = [] }) => (does.length === 0 ? waitingCall : problem(500, 'Broken.')))
    await waits('Main menu waits for a key')
    await userEvent.keyboard('1')
    await expect.element(page.getByRole('alert')).toMatchTextContent('The preview failed: Broken.')
    await expect.element(lines).toMatchTextContent('Press 1.')
  })
})

describe('a breakpoint', () => {
  it('pauses the call at its step until it is continued', async () => {
    await open(asItGoes, { breakpoints: ['main'] })
    await expect.element(page.getByRole('heading', { name: /^Line 4 of / })).toBeVisible()
    await button('Continue').click()
    await waits('Main menu waits for a key')
  })
})

it('says that the call of a link cannot be read, until another one begins', async () => {
  await open()
  studioStore.getState().openBrokenLink()
  await expect.element(page.getByRole('alert')).toMatchTextContent('The call in this link cannot be read.')
  await button('Restart call').click()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

describe('the lines of the transcript', () => {
  const selected = () => studioStore.getState().selectedLine

  it('are selected by a click, and by the arrow keys', async () => {
    await open()
    await lines.getByText('Press 1.').click()
    await expect.element(lines.getByRole('listitem').nth(3)).toHaveAttribute('aria-current', 'true')
    lines.element().parentElement?.focus()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    expect(selected()).toBe(1)
    await userEvent.keyboard('{ArrowDown>9/}')
    expect(selected()).toBe(3)
    await lines.getByText('Press 1.').click()
    expect(selected()).toBeNull()
  })
})

describe('typing ahead', () => {
  const typed: Answer = ({ does = [] }) => (does.length === 0 ? waitingCall : ringingCall)

  it('presses a key while the last prompt is playing', async () => {
    const { does } = await open(typed)
    await waits('Main menu waits for a key')
    await button('Type ahead').click()
    await expect.element(page.getByText('Keys pressed during “Press 1.”')).toBeVisible()
    await userEvent.keyboard('1')
    await expect.poll(does).toEqual([{ digits: '1', afterMs: 3000 }])
    await expect.element(lines.getByRole('listitem').nth(4)).toMatchTextContent('1Appointments')
    await expect.element(button('Type ahead')).toHaveAttribute('aria-pressed', 'false')
  })

  it('begins another call where a prompt is selected that was heard before', async () => {
    const { does } = await open(typed, previewWith({ actions: [{ digits: '1' }, { outcome: 'busy' }] }))
    await lines.getByText('Press 1.').click()
    await button('Type ahead').click()
    await userEvent.keyboard('2')
    await expect.poll(does).toEqual([{ digits: '2', afterMs: 3000 }])
  })
})

describe('in real time', () => {
  /** A second for each step of the call, as far as a test can wait. */
  const quick = (preview: Preview): Preview => ({
    ...preview,
    events: preview.events.map((event) => ({ ...event, atMs: event.atMs / 10 })),
    durationMs: preview.durationMs / 10,
  })
  const realTime = () => button('Play in real time').click()

  it('shows line by line as time passes, and says so where the browser has no voice', async () => {
    await open(() => quick(waitingCall))
    await waits('Main menu waits for a key')
    await realTime()
    await expect.element(page.getByRole('heading', { name: /^Playing line/ })).toBeVisible()
    await expect.element(page.getByText(/^This browser has no speech engine/)).toBeVisible()
    await waits('Main menu waits for a key')
    await realTime()
    await expect.element(page.getByText(/^This browser has no speech engine/)).not.toBeInTheDocument()
  })

  it('takes keys at the time they are pressed', async () => {
    const { does } = await open(({ does = [] }) => (does.length === 0 ? waitingCall : ringingCall))
    await waits('Main menu waits for a key')
    await realTime()
    await waits('Playing line 4 of 4')
    await userEvent.keyboard('1')
    await expect.poll(() => does()?.length).toBe(1)
    const [{ digits, afterMs = 0 }] = does() as [{ digits: string; afterMs?: number }]
    expect(digits).toBe('1')
    expect(afterMs).toBeGreaterThan(2000)
    expect(afterMs).toBeLessThan(7000)
  })

  it('pauses, goes on, and shows all', async () => {
    await open()
    await waits('Main menu waits for a key')
    await realTime()
    await button('Pause').click()
    await waits(/^Line \d of 4/)
    await button('Continue').click()
    await waits(/^Playing line \d of 4/)
    await button('Show all').click()
    await waits('Main menu waits for a key')
  })

  it('says each prompt with the voice of the browser, and waits until it is said', async () => {
    const said: SpeechSynthesisUtterance[] = []
    const { speechSynthesis } = window
    const voices = vi.spyOn(speechSynthesis, 'getVoices').mockReturnValue([{} as SpeechSynthesisVoice])
    const speak = vi.spyOn(speechSynthesis, 'speak').mockImplementation((utterance) => void said.push(utterance))
    onTestFinished(() => {
      voices.mockRestore()
      speak.mockRestore()
    })
    await open(() => quick(waitingCall))
    await waits('Main menu waits for a key')
    await realTime()
    await expect.poll(() => said.map(({ text }) => text)).toEqual(['Press 1.'])
    await waits('Playing line 4 of 4')
    said[0]?.onend?.(new SpeechSynthesisEvent('end', { utterance: said[0] }))
    await waits('Main menu waits for a key')
  })
})
