/** How long the browser has to begin with a download, in milliseconds. */
const LIFETIME = 60_000

/** Gives something that is in memory to the browser's own downloads. */
export function downloadBlob(name: string, data: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(data)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), LIFETIME)
}
