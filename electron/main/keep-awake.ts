import { powerSaveBlocker } from 'electron'

/** Keeps the display on while a meeting lasts: who only listens touches neither mouse nor keys. */
export class KeepAwake {
  #blocker: number | null = null

  set(awake: boolean): void {
    if (awake) this.#blocker ??= powerSaveBlocker.start('prevent-display-sleep')
    else if (this.#blocker !== null) {
      powerSaveBlocker.stop(this.#blocker)
      this.#blocker = null
    }
  }
}
