/** Puts the keyboard's focus where the user's attention is: cards, edges, rows of the outline, regions of the page. */

/** A card out of view is drawn only once the camera has got there. */
const TRIES = 30

/** The step's row while the outline has the focus, else its card. */
export function focusStep(root: HTMLElement, nodeId: string | null): void {
  if (nodeId === null) {
    root.focus({ preventScroll: true })
    return
  }
  const id = CSS.escape(nodeId)
  const isInOutline = document.activeElement?.closest('[data-outline]') != null
  focusSoon(root, isInOutline ? `[data-outline] [data-step="${id}"]` : `.react-flow__node[data-id="${id}"]`)
}

export const focusEdge = (root: HTMLElement, edgeId: string): void =>
  focusSoon(root, `.react-flow__edge[data-id="${CSS.escape(edgeId)}"]`)

function focusSoon(root: HTMLElement, selector: string, tries = TRIES): void {
  const element = root.querySelector<HTMLElement | SVGElement>(selector)
  if (element) element.focus({ preventScroll: element.closest('[data-outline]') === null })
  else if (tries > 0) requestAnimationFrame(() => focusSoon(root, selector, tries - 1))
}

/** The step that the focus is on: by its card, or by its row in the outline. */
export function focusedStep(): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-outline] [data-step]')
  if (row) return row.dataset.step ?? null
  return document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id ?? null
}

export const isOnStepOrEdge = (): boolean =>
  document.activeElement?.matches('.react-flow__node, .react-flow__edge, [data-canvas], [data-outline] [data-step]') ===
  true

const FOCUSABLE =
  'input:not([type="hidden"]), textarea, [contenteditable="true"], button, select, a[href], [tabindex]:not([tabindex="-1"])'

/** The regions of the page in the order of F6: palette, canvas, inspector or phone, drawer. */
export function regions(root: HTMLElement): HTMLElement[] {
  const palette = root.closest('main')?.previousElementSibling
  const others = ['[data-inspector]', '[data-phone]', '[data-drawer]'].flatMap((region) => [
    ...document.querySelectorAll<HTMLElement>(region),
  ])
  return [...(palette instanceof HTMLElement ? [palette] : []), root, ...others]
}

export function focusRegion(region: HTMLElement): boolean {
  const all = [...region.querySelectorAll<HTMLElement>('[role="tab"][aria-selected="true"]')]
  all.push(...region.querySelectorAll<HTMLElement>(FOCUSABLE))
  const target = all.find((element) => !element.matches(':disabled') && element.checkVisibility())
  target?.focus()
  return target !== undefined
}

/** Something is being typed there. */
export const isTextInput = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null
