import { basename, join } from 'node:path'
import { app, dialog, type BrowserWindow, type SaveDialogOptions } from 'electron'
import { fail, succeed, type Result } from '../../protocol/result.ts'
import type { Log } from './log.ts'
import { packProblemReport, writeWhole } from './problem-report.ts'
import type { SettingsStore } from './settings-store.ts'

export interface SaveProblemReportOptions {
  /** The window that the dialog belongs to. */
  window: BrowserWindow | null
  logs: string
  store: SettingsStore
  check: string | null
  home: string
  now: () => number
  log: Log
}

/** Has the person choose a place, and puts the report of a problem there. @returns the file's name */
export async function saveProblemReport({
  window,
  logs,
  store,
  check,
  home,
  now,
  log
}: SaveProblemReportOptions): Promise<Result<string, 'cancelled' | 'failed'>> {
  const date = new Date(now()).toISOString().slice(0, 10)
  const options: SaveDialogOptions = {
    defaultPath: join(app.getPath('downloads'), `parley-report-${date}.zip`),
    filters: [{ name: 'Zip', extensions: ['zip'] }]
  }
  const { filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options))
  // Older versions of Electron give an empty path when nothing was chosen.
  if (!filePath) return fail('cancelled', 'No place was chosen')
  try {
    const { electron = '', chrome = '', node = '' } = process.versions
    const versions = {
      [app.getName()]: app.getVersion(),
      Electron: electron,
      Chromium: chrome,
      Node: node,
      Installed: app.isPackaged ? 'yes' : 'no'
    }
    const { settings, locked } = store
    await writeWhole(filePath, await packProblemReport({ logs, settings, locked, versions, check, home }))
    return succeed(basename(filePath))
  } catch (error) {
    log.error('The report of a problem could not be written', error)
    return fail('failed', 'The report could not be written')
  }
}
