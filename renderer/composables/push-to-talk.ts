/** Where Space writes, chooses or presses, and so means something else. */
const TAKEN =
  'input, textarea, select, summary, a[href], [contenteditable=true], [role=menu], [role=listbox], [role=dialog], [role=alertdialog], [role=slider], [role=switch]'

/**
 * Whether a key that goes down begins to speak: Space alone. A button that was reached by the keyboard is pressed by it;
 * one that was clicked before only happens to have the focus.
 */
export function beginsTalk(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.code !== 'Space' || event.repeat || event.isComposing || event.defaultPrevented) return false
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
  if (!(target instanceof Element) || target.closest(TAKEN) !== null) return false
  return !target.matches('button:focus-visible, [role=button]:focus-visible, [tabindex="0"]:focus-visible')
}
