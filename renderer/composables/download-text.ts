/**
 * Lets the person save a text as a file: the browser downloads it, or the desktop app asks where to put it.
 *
 * @param name of the file, with its ending
 */
export function downloadText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has the content by then; the address is needed no more.
  setTimeout(() => URL.revokeObjectURL(address))
}
