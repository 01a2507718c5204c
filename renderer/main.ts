import './styles/main.css'
import { createPinia } from 'pinia'
import { createApp, nextTick } from 'vue'
import type { RouteComponent } from 'vue-router'
import App from './App.vue'
import type { Calling } from './calling.ts'
import { systemClock } from './call/clock.ts'
import { consoleLogger as logger } from './call/logger.ts'
import { openChildWindow } from './desktop/child-window.ts'
import { findDesktop } from './desktop/index.ts'
import { loadLicences } from './desktop/licences.ts'
import { createTicketStore } from './desktop/ticket-store.ts'
import { availableStorage } from './desktop/web.ts'
import { createTexts, loadTexts, pickLanguage } from './i18n/index.ts'
import { randomInteger } from './random-integer.ts'
import { createPages } from './router.ts'
import { dependenciesKey, type Dependencies } from './stores/dependencies.ts'
import { useMeetingStore } from './stores/meeting.ts'
import { useSettingsStore } from './stores/settings.ts'

/** Marks in the page's timeline (User Timing) when the first page is there and answers. */
const READY_MARK = 'parley-ready'

/** How long after that the page of a meeting is loaded beforehand, in milliseconds. */
const ROOM_DELAY = 300

const desktop = findDesktop()
const clock = systemClock
let calling: Calling | null = null

const dependencies: Dependencies = {
  desktop,
  pageServer: desktop.info.shell === 'browser' ? window.location.origin : null,
  randomInteger,
  prepareMedia: async () => void (await loadCalling()),
  createMedia: () => wired().createMedia(),
  createCall: (server, media) => wired().createCall(server, media),
  createConnectionCheck: async (server, gentle) =>
    (await loadCalling()).createConnectionCheck(server, gentle),
  probeServer: async (server, signal) => (await loadCalling()).probeServer(server, signal),
  loadLicences,
  playTestTone: (speaker) => wired().playTestTone(speaker),
  // The app has one window; in a browser each tab may be in a meeting of its own.
  tickets: createTicketStore(
    availableStorage(() => (desktop.info.shell === 'electron' ? window.localStorage : window.sessionStorage))
  ),
  reloaded: performance
    .getEntriesByType('navigation')
    .some((entry) => 'type' in entry && entry.type === 'reload'),
  openChildWindow,
  clock,
  logger
}

async function loadCalling(): Promise<Calling> {
  const { createCalling } = await import('./calling.ts')
  return (calling ??= createCalling(desktop, clock, logger))
}

/** What the call is wired with, from the page of a meeting on. */
function wired(): Calling {
  if (calling === null) throw new Error('There is no call outside the page of a meeting')
  return calling
}

async function loadRoom(): Promise<RouteComponent> {
  const [view] = await Promise.all([import('./views/RoomView.vue'), loadCalling()])
  return view.default
}

async function start(): Promise<void> {
  // Chromium needs no adapting; other browsers get their differences evened out.
  if (!navigator.userAgent.includes('Chrome/')) await import('webrtc-adapter')

  const app = createApp(App)
  app.config.errorHandler = (error, _instance, where) => logger.error(`An error in ${where}`, error)
  app.provide(dependenciesKey, dependencies)
  app.use(createPinia())
  const settings = useSettingsStore()
  await settings.load()
  const router = createPages({ room: loadRoom })
  const language = pickLanguage(settings.settings.language, navigator.languages)
  app.use(createTexts(language, await loadTexts(language)))
  app.use(router)
  app.mount('#app')

  // Others see at once that this participant goes, instead of waiting for the connection to be given up.
  window.addEventListener('pagehide', () => useMeetingStore().suspend())
  // A page that comes back out of the browser's cache has lost its meeting.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })

  await router.isReady()
  await nextTick()
  performance.mark(READY_MARK)
  // The rest comes while the person looks for the button.
  clock.after(ROOM_DELAY, () => {
    Promise.all([loadRoom(), import('./views/settings/SettingsPage.vue')]).catch((error: unknown) =>
      logger.warn('A part of the app does not come', error)
    )
  })
}

// `browser-check.js` has found the browser too old, and says so in the page.
if (!document.documentElement.hasAttribute('data-unsupported')) await start()
