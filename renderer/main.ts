import './styles/main.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { parseInvite } from '../protocol/invite.ts'
import App from './App.vue'
import { Call } from './call/call.ts'
import { ConnectionCheck } from './call/check/connection-check.ts'
import { systemClock } from './call/clock.ts'
import { consoleLogger as logger } from './call/logger.ts'
import { LocalMedia } from './call/media/local-media.ts'
import { playTestTone } from './call/media/test-tone.ts'
import { createServerProbe } from './call/signaling/server-probe.ts'
import { cameraPixelRate } from './call/topology/processor-budget.ts'
import { createSocketSignaling } from './call/signaling/socket-signaling.ts'
import { openChildWindow } from './desktop/child-window.ts'
import { useOpenMeeting } from './composables/use-open-meeting.ts'
import { findDesktop, findFiles } from './desktop/index.ts'
import { createTicketStore } from './desktop/ticket-store.ts'
import { availableStorage } from './desktop/web.ts'
import { createTexts, pickLanguage } from './i18n/index.ts'
import { randomInteger } from './random-integer.ts'
import { createPages } from './router.ts'
import { dependenciesKey, type Dependencies } from './stores/dependencies.ts'
import { useMeetingStore } from './stores/meeting.ts'
import { useServerStore } from './stores/server.ts'
import { useSettingsStore } from './stores/settings.ts'

const desktop = findDesktop()
const clock = systemClock
const files = findFiles(desktop)

const dependencies: Dependencies = {
  desktop,
  pageServer: desktop.info.shell === 'browser' ? window.location.origin : null,
  randomInteger,
  createMedia: () =>
    new LocalMedia({
      devices: navigator.mediaDevices,
      createAudioContext: () => new AudioContext(),
      requestAccess: (kind) => desktop.requestDeviceAccess(kind),
      pollDevices: /Linux(?!.*Android)/.test(navigator.userAgent),
      clock,
      logger
    }),
  createCall: (server, media) =>
    new Call({
      signaling: createSocketSignaling({ server, clock, logger }),
      media,
      cameraPixelRate: cameraPixelRate(navigator.hardwareConcurrency),
      files,
      createConnection,
      createId,
      clock,
      logger
    }),
  createConnectionCheck: (server, gentle) =>
    new ConnectionCheck({
      probe: server === null ? null : createServerProbe(server, clock),
      createConnection,
      gentle,
      clock,
      logger
    }),
  playTestTone: (speaker) => playTestTone(new AudioContext(), new Audio(), speaker),
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

function createConnection(configuration: RTCConfiguration): RTCPeerConnection {
  return new RTCPeerConnection(configuration)
}

/** 128 random bits. `crypto.randomUUID` would be missing on origins that aren't secure. */
function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0')
  ).join('')
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
  const router = createPages()
  app.use(createTexts(pickLanguage(settings.settings.language, navigator.languages)))
  app.use(router)
  app.mount('#app')

  // Others see at once that this participant goes, instead of waiting for the connection to be given up.
  window.addEventListener('pagehide', () => useMeetingStore().suspend())
  // A page that comes back out of the browser's cache has lost its meeting.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })

  const servers = useServerStore()
  const openMeeting = app.runWithContext(() => useOpenMeeting())
  desktop.onInviteOpened((link) => {
    const invite = parseInvite(link)
    const server = invite && servers.forInvite(invite)
    if (invite === null || server === null) logger.warn('An invite from outside leads nowhere')
    else void openMeeting({ room: invite.room, server, textRoom: invite.textRoom })
  })
}

// `browser-check.js` has found the browser too old, and says so in the page.
if (!document.documentElement.hasAttribute('data-unsupported')) await start()
