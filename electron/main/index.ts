import { homedir, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { app, clipboard, dialog, Menu, powerMonitor, session, shell, type BrowserWindow } from 'electron'
import { DESKTOP_EVENTS } from '../../protocol/desktop-channels.ts'
import { registerAppScheme, serveApp } from './app-protocol.ts'
import { handOverInvites } from './deep-links.ts'
import { recoverFromCrashes } from './crash-recovery.ts'
import { requestDeviceAccess } from './device-access.ts'
import { chooseFolder } from './choose-folder.ts'
import { Downloads } from './downloads.ts'
import { answerRequests } from './ipc.ts'
import { openLog } from './log.ts'
import { loadManagedSettings, managedSettingsPath } from './managed-settings.ts'
import { confineContents, openMainWindow, windowFiles } from './main-window.ts'
import { saveProblemReport } from './save-problem-report.ts'
import { watchNetwork } from './network-watch.ts'
import { tellWhetherShown } from './window-shown.ts'
import { guardPermissions } from './permissions.ts'
import { allowLoopback, ScreenCapture } from './screen-capture.ts'
import { ServerHost } from './server-host.ts'
import { loadServerSecret } from './server-secret.ts'
import { SettingsStore } from './settings-store.ts'
import { watchShares } from './share-interruptions.ts'
import { SourceFiles } from './source-files.ts'
import { openSystemSettings } from './system-settings.ts'

// A profile has one running app: the lock lies in its folder.
const profile = app.commandLine.getSwitchValue('user-data-dir')
if (profile !== '') app.setPath('userData', profile)

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  const logs = join(app.getPath('userData'), 'logs')
  const log = openLog(logs)
  const files = windowFiles(import.meta.dirname)
  let window: BrowserWindow | null = null
  let server: ServerHost | null = null

  const open = () => {
    window = openMainWindow(files)
    recoverFromCrashes(window, {
      log,
      now: Date.now,
      giveUp: () =>
        dialog.showErrorBox(
          app.getName(),
          `${app.getName()} keeps failing. Please quit it and start it again.`
        )
    })
    tellWhetherShown(window)
    window.on('closed', () => {
      window = null
    })
  }

  registerAppScheme()
  allowLoopback()
  confineContents()
  handOverInvites(() => window)
  // macOS keeps its standard menu, where copy and paste live; elsewhere the window needs none.
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null)

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (window === null && app.isReady()) open()
  })
  app.on('will-quit', () => server?.close())

  const run = () => {
    log.info(`Parley ${app.getVersion()} on Electron ${process.versions.electron}`)
    const store = new SettingsStore({
      folder: app.getPath('userData'),
      managed: loadManagedSettings(
        managedSettingsPath({
          platform: process.platform,
          environment: process.env,
          packaged: app.isPackaged
        }),
        log
      ),
      now: Date.now,
      log
    })
    const host = new ServerHost({
      script: join(import.meta.dirname, 'embedded-server.js'),
      pages: files.pages,
      secret: loadServerSecret(join(app.getPath('userData'), 'signaling-secret')),
      hostOnNetwork: () => store.settings.hostOnNetwork,
      log
    })
    server = host
    guardPermissions(session.defaultSession)
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
      }
    })
    const sources = new SourceFiles(join(app.getPath('userData'), 'offers.json'), Date.now)
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
    serveApp(files.pages, process.env['ELECTRON_RENDERER_URL'])
    answerRequests({
      getSettings: () => store.settings,
      updateSettings: (change) => {
        const settings = store.update(change)
        if (change.hostOnNetwork !== undefined) void host.followSetting()
        return settings
      },
      getSettingsStatus: () => store.status,
      startEmbeddedServer: () => host.start(),
      requestDeviceAccess,
      openSystemSettings: (page) => openSystemSettings(page),
      getScreenCaptureSupport: () => capture.support,
      listScreenSources: () => capture.listSources(),
      chooseScreenSource: (id) => capture.choose(id),
      copyText: (text) => clipboard.writeText(text),
      saveProblemReport: (check) =>
        saveProblemReport({ window, logs, store, check, home: homedir(), now: Date.now, log }),
      registerSourcePaths: (paths) => sources.register(paths),
      readSource: (part) => sources.read(part),
      digestSource: (token) => sources.digest(token),
      releaseSources: (tokens) => sources.release(tokens),
      keepOffer: (offer) => sources.keep(offer),
      dropOffer: (transfer) => sources.drop(transfer),
      listKeptOffers: (from) => sources.list(from),
      beginDownload: (request) => downloads.begin(request),
      hasDownload: (key) => downloads.has(key),
      openDownloadFile: (file) => downloads.openFile(file),
      writeDownload: (data) => downloads.write(data),
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
    open()
  }

  app
    .whenReady()
    .then(run)
    .catch((error: unknown) => {
      log.error('Parley could not start', error)
      dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
}
