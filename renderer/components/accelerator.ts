/** Codes of keys (UI Events KeyboardEvent code) that Electron calls something else than their last part. */
const NAMES: Readonly<Record<string, string>> = {
  Space: 'Space',
  Enter: 'Enter',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Semicolon: ';',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Backquote: '`',
  Quote: "'"
}

const FUNCTION_KEY = /^F(?:[1-9]|1\d|2[0-4])$/

/** What a press of keys amounts to. */
export type Recorded =
  /** A modifier alone: more is to come. */
  | { kind: 'pending' }
  /** A key alone would be taken from every other program. */
  | { kind: 'bare' }
  /** A key that can't be had. */
  | { kind: 'unusable' }
  | { kind: 'keys'; accelerator: string }

/**
 * Reads keys as Electron writes them (Accelerator), by their places on the keyboard, so that the same keys do the same
 * in every script.
 */
export function readAccelerator(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>
): Recorded {
  const { code } = event
  if (/^(?:Control|Alt|Shift|Meta|OS)(?:Left|Right)$/.test(code)) return { kind: 'pending' }
  const key = /^(?:Key|Digit)(?<sign>[A-Z0-9])$/.exec(code)?.groups?.sign ?? NAMES[code]
  const name = key ?? (FUNCTION_KEY.test(code) ? code : undefined)
  if (name === undefined) return { kind: 'unusable' }
  const modifiers = [
    event.ctrlKey && 'Control',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Super'
  ].filter((each) => each !== false)
  // Shift alone makes letters, which everybody writes.
  const bare = modifiers.length === 0 || (modifiers.length === 1 && event.shiftKey)
  if (bare && !FUNCTION_KEY.test(name)) return { kind: 'bare' }
  return { kind: 'keys', accelerator: [...modifiers, name].join('+') }
}

/** The keys as people read them on their keyboard. */
export function shownAccelerator(accelerator: string, mac: boolean): string {
  const names: Record<string, string> = mac
    ? { Control: '⌃', Alt: '⌥', Shift: '⇧', Super: '⌘', CommandOrControl: '⌘' }
    : { Control: 'Ctrl', Super: 'Super', CommandOrControl: 'Ctrl' }
  const keys = accelerator.split('+').map((key) => names[key] ?? key)
  return keys.join(mac ? '' : '+')
}

/** The actions whose keys another action has, too. */
export function clashing<Action extends string>(
  accelerators: Readonly<Partial<Record<Action, string | null>>>
): ReadonlySet<Action> {
  const entries = Object.entries(accelerators) as [Action, string | null][]
  return new Set(
    entries
      .filter(
        ([action, keys]) =>
          keys !== null && entries.some(([other, theirs]) => other !== action && theirs === keys)
      )
      .map(([action]) => action)
  )
}
