import { randomBytes } from 'node:crypto'
import { homedir, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { app, clipboard, dialog, Menu, powerMonitor, session, shell, type BrowserWindow } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import { NO_MEETING, type ShellMishap } from '../../protocol/desktop-life.ts'
import { APP_ID } from '../../protocol/app-id.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { startUpdates } from './app-updates.ts'
import { begin, finish } from './begin.ts'
import { parseCommandLine, readAction, type AppAction } from './command-line.ts'
import { handOverInvites } from './deep-links.ts'
import { DesktopLife } from './desktop-life.ts'
import { recoverFromCrashes } from './crash-recovery.ts'
import { requestDeviceAccess } from './device-access.ts'
import { chooseFolder } from './choose-folder.ts'
import { answerFileDataPorts } from './file-data-port.ts'
import { Downloads } from './downloads.ts'
import { hostCertificate } from './host-certificate.ts'
import { answerRequests } from './ipc.ts'
import { openLog } from './log.ts'
import { isDebuggingRefused } from './debugging.ts'
import { isLoginStart } from './login-item.ts'
import { confineContents, openMainWindow, windowFiles, type MainWindowOptions } from './main-window.ts'
import { loadManagedSettings, managedSettingsPath } from './managed-settings.ts'
import { saveProblemReport } from './save-problem-report.ts'
import { createOpenLink } from './nearby/multicast-link.ts'
import { Nearby } from './nearby/nearby.ts'
import { watchNetwork } from './network-watch.ts'
import { logConsole } from './page-console.ts'
import { guardPermissions } from './permissions.ts'
import { PinnedTunnel } from './pinned-tunnel.ts'
import { watchProcesses } from './process-watch.ts'
import { revealWindow, WindowRevealer } from './reveal-window.ts'
import { allowLoopback, ScreenCapture } from './screen-capture.ts'
import { ServerHost } from './server-host.ts'
import { loadServerSecret } from './server-secret.ts'
import { SettingsStore } from './settings-store.ts'
import { watchShares } from './share-interruptions.ts'
import { ShellActions } from './shell-actions.ts'
import { SourceFiles } from './source-files.ts'
import { openSystemSettings } from './system-settings.ts'
import { textsFor } from './texts.ts'
import { hasTrayHost } from './tray-host.ts'
import { WindowClosing } from './window-closing.ts'
import { WindowPlaces } from './window-places.ts'
import { tellSight } from './window-sight.ts'

// A profile has one running app: the lock lies in its folder.
const profile = app.commandLine.getSwitchValue('user-data-dir')
if (profile !== '') app.setPath('userData', profile)

// In development the folder of the app comes first.
const words = process.argv.slice(1)

if (isDebuggingRefused()) finish(2, process.stderr, 'This app takes no debugger.\n')
else begin(parseCommandLine(words), start)

/** @param first what the command line asks for besides */
function start(first: AppAction | null): void {
  const logs = join(app.getPath('userData'), 'logs')
  const log = openLog(logs)
  const files = windowFiles(import.meta.dirname)
  const places = new WindowPlaces(join(app.getPath('userData'), 'windows.json'), log)
  const managed = loadManagedSettings(
    managedSettingsPath({ platform: process.platform, environment: process.env, packaged: app.isPackaged }),
    log
  )
  // Windows shows notices of an app, and groups its windows, by the name of its shortcut.
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  const store = new SettingsStore({ folder: app.getPath('userData'), managed, now: Date.now, log })
  let window: BrowserWindow | null = null
  let server: ServerHost | null = null
  let life: DesktopLife | null = null
  let nearby: Nearby | null = null

  const actions = new ShellActions(() => window)
  const inMeeting = () => life?.state.in === 'meeting'
  const texts = () => textsFor(store.settings.language, app.getPreferredSystemLanguages())
  const hasTray = () => hasTrayHost({ platform: process.platform, environment: process.env, log })
  const closing = new WindowClosing({
    settings: () => store.settings,
    meeting: () => life?.state ?? NO_MEETING,
    ask: () => {
      revealWindow(window)
      actions.ask('close')
    },
    hasHeard: () => actions.heard,
    hasTray,
    now: Date.now
  })
  const expectInvites = handOverInvites(
    () => window,
    () => reveal()
  )
  const open = (appears: MainWindowOptions['appears']) => {
    const opened = openMainWindow(files, { appears, place: places.find('main') })
    window = opened
    places.follow('main', opened)
    recoverFromCrashes(opened, {
      log,
      now: Date.now,
      giveUp: () => dialog.showErrorBox(app.getName(), texts().keepsFailing(app.getName()))
    })
    logConsole(opened.webContents, { log, now: Date.now })
    tellSight(opened)
    actions.attach(opened)
    expectInvites(opened)
    closing.attach(opened)
    life?.attach(opened)
    nearby?.attach(opened.webContents)
    opened.on('closed', () => {
      window = null
    })
    return opened
  }
  const revealer = new WindowRevealer(
    () => window,
    () => open('shown')
  )
  const reveal = () => revealer.reveal()
  /** Does what is asked for outside the page. */
  const act = (action: AppAction) => {
    if (action === 'quit') return app.quit()
    if (action === 'window' || action === 'new-meeting') reveal()
    if (action === 'new-meeting' || (action !== 'window' && inMeeting())) actions.ask(action)
  }
  const tell = (mishap: ShellMishap) => window?.webContents.send(DESKTOP_EVENTS.mishap, mishap)

  registerAppScheme()
  allowLoopback()
  confineContents(places)
  // On macOS the menus follow the meeting; elsewhere the window needs none.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)
  app.on('second-instance', (_event, _words, _folder, sent) => {
    const action = readAction(sent)
    if (action !== null) act(action)
  })

  // The session ends, or somebody ends the process: nobody is there to be asked.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      closing.end()
      app.quit()
    })
  }
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (app.isReady()) reveal()
  })
  app.on('will-quit', () => {
    nearby?.close()
    server?.close()
    life?.close()
  })

  // The first line takes longest; here Chromium gets ready meanwhile.
  log.info(`Parley ${app.getVersion()} on Electron ${process.versions.electron}`)

  const run = async () => {
    // The installed app shows its own pages and no others.
    serveApp(files.pages, app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'])
    const aside = isLoginStart(words, process.platform) && store.settings.startMinimized
    const unseen = aside && ((await hasTray()) ? 'hidden' : 'minimized')
    // The window comes first: its page starts in a process of its own meanwhile. From here on nothing is waited for, so
    // that the guards and the answers are there before the page has its first turn.
    const wanted = revealer.begin()
    guardPermissions(session.defaultSession)
    const opened = open(unseen === false || wanted ? 'shown' : unseen)
    const certificate = hostCertificate(app.getPath('userData'), log)
    const host = new ServerHost({
      script: join(import.meta.dirname, 'embedded-server.js'),
      pages: files.pages,
      secret: loadServerSecret(join(app.getPath('userData'), 'signaling-secret')),
      hostOnNetwork: () => store.settings.hostOnNetwork,
      shareInterface: () => store.settings.shareInterface,
      certificate: certificate.load,
      onReached: () => window?.webContents.send(DESKTOP_EVENTS.serverReached),
      onRestarted: () => {
        tell('server')
        void nearby?.serverRestarted()
      },
      log
    })
    server = host
    const network = new Nearby({
      settings: () => store.settings,
      shared: async () => {
        const started = await host.start()
        if (!started.ok) return null
        const { shareOrigin, network } = started.value
        return { origin: shareOrigin, fingerprint: network?.fingerprint ?? null }
      },
      interfaces: networkInterfaces,
      openLink: createOpenLink(log, Date.now),
      createId: () => randomBytes(8).toString('hex'),
      onMeetings: (meetings) => window?.webContents.send(DESKTOP_EVENTS.nearbyMeetings, meetings),
      log
    })
    network.attach(opened.webContents)
    nearby = network
    watchProcesses(log, tell)
    const tunnel = new PinnedTunnel(() => store.settings.server)
    app.on('will-quit', () => tunnel.close())
    const capture = new ScreenCapture(
      {
        platform: process.platform,
        systemVersion: process.getSystemVersion(),
        environment: process.env
      },
      log
    )
    capture.guard(session.defaultSession)
    watchShares(capture, () => window)
    watchNetwork({
      interfaces: networkInterfaces,
      onResume: (listener) => powerMonitor.on('resume', listener),
      onChange: () => {
        log.info('The network has changed')
        window?.webContents.send(DESKTOP_EVENTS.networkChanged)
        void network.networkChanged()
      }
    })
    const sources = new SourceFiles(join(app.getPath('userData'), 'offers.json'), Date.now, log)
    const downloads = new Downloads({
      folder: () => store.settings.downloadFolder ?? app.getPath('downloads'),
      records: join(app.getPath('userData'), 'downloads.json'),
      openPath: (path) => void shell.openPath(path),
      showPath: (path) => shell.showItemInFolder(path),
      now: Date.now,
      platform: process.platform,
      log
    })
    void downloads.removeOld()
    app.on('will-quit', () => void downloads.close())
    const updates = startUpdates({
      settings: () => store.settings,
      inMeeting,
      onState: (state) => window?.webContents.send(DESKTOP_EVENTS.updateState, state),
      log
    })
    const desktopLife = new DesktopLife({
      icons: join(files.pages, 'system'),
      platform: process.platform,
      environment: process.env,
      settings: () => store.settings,
      act,
      log
    })
    desktopLife.attach(opened)
    life = desktopLife
    // What an administrator sets has to reach the system; what the person sets has reached it.
    if (app.isPackaged && 'launchAtLogin' in { ...managed.defaults, ...managed.locked }) {
      desktopLife.applySettings({ launchAtLogin: store.settings.launchAtLogin })
    }
    answerRequests({
      getSettings: () => store.settings,
      updateSettings: (change) => {
        const settings = store.update(change)
        const hosted = change.hostOnNetwork === undefined ? undefined : host.followSetting()
        void Promise.resolve(hosted).then(() => network.followSettings(change))
        desktopLife.applySettings(change)
        updates.followSettings()
        return settings
      },
      getSettingsStatus: () => store.status,
      startEmbeddedServer: () => host.start(),
      ownsCertificate: (fingerprint) => certificate.kept() === fingerprint,
      pinServer: (pin) => tunnel.set(pin),
      requestDeviceAccess,
      openSystemSettings: (page) => openSystemSettings(page),
      getScreenCaptureSupport: () => capture.support,
      listScreenSources: () => capture.listSources(),
      chooseScreenSource: (id) => capture.choose(id),
      copyText: (text) => clipboard.writeText(text),
      showWindow: reveal,
      closeWindow: () => closing.confirm(window),
      showMeetingState: (state) => desktopLife.showMeeting(state),
      getSystemShortcuts: () => desktopLife.shortcuts,
      hasTray,
      getUpdateState: () => updates.state,
      checkForUpdates: () => void updates.check(),
      installUpdate: () => updates.install(),
      saveProblemReport: (check) =>
        saveProblemReport({ window, logs, store, check, home: homedir(), now: Date.now, log }),
      announceMeeting: (meeting) => network.announce(meeting),
      findNearby: (on) => network.find(on),
      registerSourcePaths: (paths) => sources.register(paths),
      digestSource: (token) => sources.digest(token),
      releaseSources: (tokens) => sources.release(tokens),
      keepOffer: (offer) => sources.keep(offer),
      dropOffer: (transfer) => sources.drop(transfer),
      listKeptOffers: (from) => sources.list(from),
      beginDownload: (request) => downloads.begin(request),
      hasDownload: (key) => downloads.has(key),
      openDownloadFile: (file) => downloads.openFile(file),
      finishDownloadFile: (file) => downloads.finishFile(file),
      finishDownload: (key) => downloads.finish(key),
      discardDownload: (key) => downloads.discard(key),
      openDownload: (key) => downloads.open(key),
      showDownload: (key) => downloads.show(key),
      chooseDownloadFolder: async () => {
        if (store.locked.includes('downloadFolder')) return null
        const folder = await chooseFolder(window)
        return folder === null ? null : store.update({ downloadFolder: folder })
      }
    })
    answerFileDataPorts(
      {
        readSource: (part) => sources.read(part),
        writeDownload: (data) => downloads.write(data)
      },
      log
    )
    if (first !== null) act(first)
  }

  app
    .whenReady()
    .then(run)
    .catch((error: unknown) => {
      log.error('Parley could not start', error)
      window?.destroy()
      dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
}
