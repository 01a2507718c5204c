import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { TEXTS } from '../e2e/support/texts.ts'
import { GalleryWindow } from './gallery-window.ts'

const SIZES = [
  { width: 480, height: 360 },
  { width: 900, height: 600 },
  { width: 1920, height: 1080 }
]
const THEMES = ['light', 'dark'] as const

/** `--shots DIR`: pictures of every state, or of those whose name contains `--state PART`, for people to look at. */
const { values } = parseArgs({
  options: { shots: { type: 'string' }, state: { type: 'string', default: '' } }
})
const folder = resolve(values.shots ?? '.')
const gallery = await GalleryWindow.open()
try {
  const states = (await gallery.states()).filter((state) => state.includes(values.state))
  for (const { width, height } of SIZES) {
    await gallery.page.setViewportSize({ width, height })
    for (const theme of THEMES) {
      for (const language of Object.keys(TEXTS)) {
        const place = join(folder, `${width}x${height}`, `${theme}-${language}`)
        mkdirSync(place, { recursive: true })
        for (const state of states) {
          for (const problem of await gallery.show(state, { theme, language })) {
            console.error(`${state}: ${problem}`)
            process.exitCode = 1
          }
          await gallery.page.screenshot({ path: join(place, `${state}.png`), animations: 'disabled' })
        }
        console.log(`${place}: ${states.length} pictures`)
      }
    }
  }
} finally {
  await gallery.close()
}
