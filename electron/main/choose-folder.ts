import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'

const OPTIONS: OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] }

/** Lets the person choose a folder. @returns its path; null when they chose none */
export async function chooseFolder(window: BrowserWindow | null): Promise<string | null> {
  const { filePaths } = await (window === null
    ? dialog.showOpenDialog(OPTIONS)
    : dialog.showOpenDialog(window, OPTIONS))
  return filePaths[0] ?? null
}
