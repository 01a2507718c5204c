/** An Electron app that shows the page whose address is its last argument. */
import { app, BrowserWindow, Menu } from 'electron'

const address = process.argv.findLast((word) => word.startsWith('http://'))
Menu.setApplicationMenu(null)
app.on('window-all-closed', () => app.quit())
// Not awaited at the top: Electron isn't ready before this module has run.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1400,
    height: 900,
    webPreferences: { backgroundThrottling: false, autoplayPolicy: 'no-user-gesture-required' }
  })
  return window.loadURL(address)
})
