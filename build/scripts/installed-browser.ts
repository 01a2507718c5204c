import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
]

const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

/** Where a browser of the Chromium family may be, likeliest first. */
export function browserCandidates(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const suffix = platform === 'win32' ? '.exe' : ''
  const onPath = ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
  if (platform === 'darwin') return [...MAC, ...onPath]
  if (platform !== 'win32') return onPath
  const bases = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
  const installed = WINDOWS.flatMap((path) => bases.flatMap((base) => (base ? [join(base, path)] : [])))
  return [...installed, ...onPath]
}

/** The program of an installed Chromium, Chrome or Edge; null when there is none. */
export function findInstalledBrowser(): string | null {
  return browserCandidates(process.platform, process.env).find((file) => existsSync(file)) ?? null
}
