/** Where keys write, choose or answer, and so mean something else. */
const TAKEN =
  'input, textarea, select, [contenteditable=true], [role=menu], [role=listbox], [role=dialog], [role=alertdialog]'

/**
 * Which way a key turns the pages of people: 1 for the next, -1 for the one before; null when it isn't meant for them, as
 * where it scrolls what has the focus.
 */
export function pageTurn(event: KeyboardEvent): 1 | -1 | null {
  const turn = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : null
  if (turn === null || event.defaultPrevented || event.isComposing) return null
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null
  const target = event.target instanceof Element ? event.target : null
  const taken = target !== null && (target.closest(TAKEN) !== null || isScrolled(target))
  return taken ? null : turn
}

function isScrolled(element: Element): boolean {
  for (let each: Element | null = element; each !== null; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each)
    if ((overflowY === 'auto' || overflowY === 'scroll') && each.scrollHeight > each.clientHeight) return true
  }
  return false
}
