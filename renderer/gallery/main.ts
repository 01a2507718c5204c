import '../styles/main.css'
import { createApp } from 'vue'
import type { Settings } from '../../protocol/settings.ts'
import { languages } from '../i18n/index.ts'
import GalleryIndex from './GalleryIndex.vue'
import { openState } from './open-state.ts'
import { paintMedia } from './painted-media.ts'
import { STATES } from './states/index.ts'

/**
 * `gallery.html?state=NAME&theme=light|dark&language=TAG` shows one state; without a state, a list of all.
 * `data-gallery` of the document says when there is something to look at: `ready` or `failed`.
 */
const query = new URLSearchParams(window.location.search)
const name = query.get('state')
const root = document.documentElement

try {
  if (name === null) {
    createApp(GalleryIndex, { states: Object.keys(STATES) }).mount('#app')
  } else {
    const state = STATES[name]
    if (state === undefined) throw new Error(`There is no state "${name}"`)
    paintMedia()
    const theme = (query.get('theme') ?? 'system') as Settings['theme']
    const language = languages.find(({ tag }) => tag === query.get('language'))?.tag ?? 'en'
    await openState(state, { theme, language })
  }
  root.dataset.gallery = 'ready'
} catch (error) {
  root.dataset.gallery = 'failed'
  throw error
}
