import type { SystemAction } from '../../protocol/settings.ts'

/** What another start of the app, or a menu of the system, asks of the one that runs. */
export type AppAction = SystemAction | 'leave' | 'new-meeting' | 'quit'

/** What a command line asks for. */
export type Command =
  | { type: 'start' }
  | { type: 'act'; action: AppAction }
  | { type: 'print'; text: 'help' | 'version' }
  | { type: 'refuse'; message: string }

const ACTIONS: Readonly<Record<string, AppAction>> = {
  '--toggle-mute': 'microphone',
  '--toggle-camera': 'camera',
  '--raise-hand': 'hand',
  '--show': 'window',
  '--leave': 'leave',
  '--new-meeting': 'new-meeting',
  '--quit': 'quit'
}

const PRINTS: Readonly<Record<string, 'help' | 'version'>> = { '--help': 'help', '--version': 'version' }

/** Given by the entry that starts the app at login. */
export const AT_LOGIN = '--at-login'

const OPTIONS = [...Object.keys(ACTIONS), ...Object.keys(PRINTS)]

/** Chromium has no options that begin so. */
const OURS = '--toggle-'

/** How many letters may be wrong for a word to be meant as one of ours. */
const TYPOS = 2

export const HELP = `Usage: parley [OPTION] [INVITE LINK]

Opens Parley, or the meeting that the link leads to. The options act on the Parley that runs:

  --toggle-mute     switches the microphone on or off
  --toggle-camera   switches the camera on or off
  --raise-hand      raises the hand, or lowers it
  --show            brings the window into sight
  --leave           leaves the meeting
  --new-meeting     starts a meeting
  --quit            quits Parley, and asks in a meeting as its menu does
  --help            shows this
  --version         shows the version
`

/**
 * Reads a command line. Options that aren't ours belong to Chromium, which has hundreds, and are let through; one that
 * all but is one of ours is refused, since it would do nothing.
 *
 * @param words without the program, and without the folder of the app in development
 */
export function parseCommandLine(words: readonly string[]): Command {
  const commands: Command[] = []
  for (const word of words.filter((each) => each.startsWith('-'))) {
    const [name = '', value] = word.split('=', 2)
    const action = ACTIONS[name]
    const text = PRINTS[name]
    if (value !== undefined && (action ?? text) !== undefined) {
      return { type: 'refuse', message: `The option ${name} takes no value.` }
    }
    if (action !== undefined) commands.push({ type: 'act', action })
    else if (text !== undefined) commands.push({ type: 'print', text })
    else {
      const meant = OPTIONS.find((option) => distance(name, option) <= TYPOS)
      if (meant !== undefined || name.startsWith(OURS)) {
        const hint = meant === undefined ? '' : ` Did you mean ${meant}?`
        return { type: 'refuse', message: `There is no option ${name}.${hint}` }
      }
    }
  }
  if (commands.length > 1) return { type: 'refuse', message: 'Give one of the options at a time.' }
  return commands[0] ?? { type: 'start' }
}

/** The command that a second start sends to the first; null when it is none. */
export function readAction(sent: unknown): AppAction | null {
  if (typeof sent !== 'object' || sent === null || !('action' in sent)) return null
  return Object.values(ACTIONS).find((action) => action === sent.action) ?? null
}

/** Letters to be added, left out or replaced to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1) {
      const same = one[at - 1] === other[to - 1]
      next[to] = Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (same ? 0 : 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
