/** Hands the user a file of JSON, named after the flow. */
export const downloadJson = (name: string, content: unknown): void =>
  download(name, 'json', new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))

/** Hands the user a file, named after the flow. */
export function download(name: string, extension: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = `${fileName(name)}.${extension}`
  link.click()
  URL.revokeObjectURL(url)
}

const fileName = (name: string): string =>
  name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase() || 'flow'
