import { globalShortcut } from 'electron'
import {
  forEachSystemAction,
  type SystemShortcut,
  type SystemShortcuts
} from '../../protocol/desktop-life.ts'
import { SYSTEM_ACTIONS, type Settings, type SystemAction } from '../../protocol/settings.ts'

type Accelerators = Settings['systemShortcuts']

/** Acts outside a meeting, too. */
const ALWAYS: SystemAction = 'window'

/**
 * Whether the system lets a program have keys while another has the focus. Wayland doesn't; its portal for that asks
 * for more than an app can be sure to have, and fails without a word.
 */
export function hasSystemKeys(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (platform !== 'linux') return true
  return environment.XDG_SESSION_TYPE !== 'wayland' && (environment.WAYLAND_DISPLAY ?? '') === ''
}

/**
 * Keys that work while another program has the focus: that of the window always, the others in a meeting, so that other
 * programs have them for the rest of the day. Idempotent `close()` gives all of them back.
 */
export class ShortcutKeys {
  readonly #supported: boolean
  readonly #act: (action: SystemAction) => void
  readonly #registered = new Map<SystemAction, string>()
  readonly #taken = new Set<SystemAction>()
  #accelerators: Accelerators = { microphone: null, camera: null, hand: null, window: null }

  constructor(supported: boolean, act: (action: SystemAction) => void) {
    this.#supported = supported
    this.#act = act
  }

  /** How each key stands. One that isn't needed now is tried. */
  get states(): SystemShortcuts {
    return forEachSystemAction((action) => this.#stateOf(action))
  }

  follow(accelerators: Accelerators, inMeeting: boolean): void {
    this.#accelerators = accelerators
    if (!this.#supported) return
    const wanted = new Map<SystemAction, string>()
    for (const action of SYSTEM_ACTIONS) {
      const accelerator = accelerators[action]
      if (accelerator !== null && (inMeeting || action === ALWAYS)) wanted.set(action, accelerator)
    }
    for (const [action, accelerator] of this.#registered) {
      if (wanted.get(action) !== accelerator) this.#release(action, accelerator)
    }
    this.#taken.clear()
    for (const [action, accelerator] of wanted) {
      if (this.#registered.has(action)) continue
      if (register(accelerator, () => this.#act(action))) this.#registered.set(action, accelerator)
      else this.#taken.add(action)
    }
  }

  close(): void {
    for (const [action, accelerator] of this.#registered) this.#release(action, accelerator)
  }

  #release(action: SystemAction, accelerator: string): void {
    globalShortcut.unregister(accelerator)
    this.#registered.delete(action)
  }

  #stateOf(action: SystemAction): SystemShortcut {
    const accelerator = this.#accelerators[action]
    if (!this.#supported) return { accelerator, state: 'unsupported' }
    if (accelerator === null) return { accelerator, state: 'unset' }
    if (this.#registered.get(action) === accelerator) return { accelerator, state: 'registered' }
    if (this.#taken.has(action) || !canHave(accelerator)) return { accelerator, state: 'taken' }
    return { accelerator, state: 'registered' }
  }
}

function canHave(accelerator: string): boolean {
  const free = register(accelerator, () => {})
  if (free) globalShortcut.unregister(accelerator)
  return free
}

/** @returns whether it is ours now; keys that Electron can't read are nobody's */
function register(accelerator: string, act: () => void): boolean {
  try {
    // A key that another action of ours has would be taken from it without a word.
    return !globalShortcut.isRegistered(accelerator) && globalShortcut.register(accelerator, act)
  } catch {
    return false
  }
}
