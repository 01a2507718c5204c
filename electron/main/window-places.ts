import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { screen, type BrowserWindow } from 'electron'
import * as v from 'valibot'
import type { Log } from './log.ts'
import { keepOnDisplay, type WindowPlace } from './window-place.ts'

/** The windows whose place is remembered. */
export type PlacedWindow = 'main' | 'mini'

/** How long a window rests before its place is written, in milliseconds. */
export const REST = 500

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000))
const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))
const placeSchema = v.object({ x: pixels, y: pixels, width: size, height: size, maximized: v.boolean() })
const placesSchema = v.object({ main: v.optional(placeSchema), mini: v.optional(placeSchema) })

/** Remembers where windows were, in a file. One that can't be read costs no more than the places. */
export class WindowPlaces {
  readonly #path: string
  readonly #log: Log
  #places: Partial<Record<PlacedWindow, WindowPlace>>

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
    this.#places = read(path)
  }

  /** Where a window was, on a display that is there now; null when it has to find a place. */
  find(name: PlacedWindow): WindowPlace | null {
    const place = this.#places[name]
    return place === undefined
      ? null
      : keepOnDisplay(
          place,
          screen.getAllDisplays().map(({ workArea }) => workArea)
        )
  }

  /** Follows a window until it is closed. */
  follow(name: PlacedWindow, window: BrowserWindow): void {
    let resting: NodeJS.Timeout | undefined
    const note = () => {
      clearTimeout(resting)
      if (window.isDestroyed() || window.isMinimized()) return
      this.#places[name] = { ...window.getNormalBounds(), maximized: window.isMaximized() }
      this.#write()
    }
    const noteAtRest = () => {
      clearTimeout(resting)
      resting = setTimeout(note, REST)
    }
    window.on('move', noteAtRest)
    window.on('resize', noteAtRest)
    window.on('maximize', noteAtRest)
    window.on('unmaximize', noteAtRest)
    window.on('close', note)
    window.on('closed', () => clearTimeout(resting))
  }

  /** A crash in the midst of it leaves the file as it was. */
  #write(): void {
    const draft = `${this.#path}.part`
    try {
      writeFileSync(draft, JSON.stringify(this.#places))
      renameSync(draft, this.#path)
    } catch (error) {
      this.#log.warn("The windows' places could not be stored", error)
    }
  }
}

function read(path: string): Partial<Record<PlacedWindow, WindowPlace>> {
  try {
    return v.parse(placesSchema, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
