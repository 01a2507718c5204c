/** The least that Electron can be asked to do: a window as large as Parley's on a page with one word. */
import { join } from 'node:path'
import { app, BrowserWindow, Menu } from 'electron'

app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir'))
Menu.setApplicationMenu(null)
app.on('window-all-closed', () => app.quit())
// Not awaited at the top: Electron isn't ready before this module has run.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1120,
    height: 760,
    show: false,
    webPreferences: { backgroundThrottling: false, spellcheck: false }
  })
  window.once('ready-to-show', () => window.show())
  return window.loadFile(join(import.meta.dirname, 'index.html'))
})
