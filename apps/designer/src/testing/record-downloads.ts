import { onTestFinished } from 'vitest'

/** Keeps what one test would hand the user as files, by name. */
export function recordDownloads(): ReadonlyMap<string, Blob> {
  const files = new Map<string, Blob>()
  const blobs = new Map<string, Blob>()
  const { createObjectURL } = URL
  const { click } = HTMLAnchorElement.prototype
  URL.createObjectURL = (content) => {
    const url = createObjectURL.call(URL, content)
    if (content instanceof Blob) blobs.set(url, content)
    return url
  }
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const content = blobs.get(this.href)
    if (this.download !== '' && content) files.set(this.download, content)
    else click.call(this)
  }
  onTestFinished(() => {
    URL.createObjectURL = createObjectURL
    HTMLAnchorElement.prototype.click = click
  })
  return files
}
