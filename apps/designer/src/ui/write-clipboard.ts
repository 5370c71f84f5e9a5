/** Copies a text. By the browser's own event of copying, which works without asking and on plain http. */
export function writeClipboard(text: string): void {
  if (text === '') return
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', onCopy, { capture: true })
  document.execCommand('copy')
  document.removeEventListener('copy', onCopy, { capture: true })
}
