/**
 * The clipboard, by key and by menu. Keys come as the browser's own copy and paste events, which work without asking
 * and on plain http; a menu has no such event: it makes one for copying, and for pasting asks the browser, which may
 * refuse. Then what was last copied here is pasted.
 */
import { selectedIds, studio } from '../tools/selection.ts'
import { type ClipboardFragment, fragmentOf, fromClipboardText, toClipboardText } from './clipboard-text.ts'

/** The selected steps as text; empty where none can be copied. */
export function copySelection(): string {
  const fragment = fragmentOf(studio().document, selectedIds())
  if (fragment.nodes.length === 0) return ''
  const text = toClipboardText(fragment)
  studio().setCopiedSteps(text)
  return text
}

/** @returns steps that were copied here, or the steps of a callflow or why it has none; null for any other text */
export async function readFragment(text: string): Promise<ClipboardFragment | null> {
  const fragment = fromClipboardText(text)
  if (fragment) return fragment
  // Drawing callflows takes the compiler, which the editor need not wait for.
  const { fragmentOfCallflow } = await import('./callflow-fragment.ts')
  return fragmentOfCallflow(text)
}

export async function readClipboard(): Promise<ClipboardFragment | null> {
  try {
    return (await readFragment(await navigator.clipboard.readText())) ?? fromClipboardText(studio().copiedSteps)
  } catch {
    // Refused, or not over https: what was copied here is still known.
    return fromClipboardText(studio().copiedSteps)
  }
}
