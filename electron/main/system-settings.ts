import { shell } from 'electron'
import type { SystemPage } from '../../protocol/desktop.ts'

/**
 * Where each system's settings give access to a device: Apple's and Microsoft's own URI schemes
 * (learn.microsoft.com, "Launch Windows Settings"). Linux desktops have no address in common, and on Windows
 * capturing the screen needs no access.
 */
const PAGES: Readonly<Partial<Record<NodeJS.Platform, Readonly<Partial<Record<SystemPage, string>>>>>> = {
  darwin: {
    camera: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Camera',
    microphone: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
    screen: 'x-apple.systempreferences:com.apple.preference.security?Privacy_ScreenCapture'
  },
  win32: {
    camera: 'ms-settings:privacy-webcam',
    microphone: 'ms-settings:privacy-microphone'
  }
}

/**
 * Opens a page of the system's settings. The renderer names the page; its address is known here alone.
 *
 * @returns false where there is no such page
 */
export async function openSystemSettings(
  page: SystemPage,
  platform: NodeJS.Platform = process.platform
): Promise<boolean> {
  const address = PAGES[platform]?.[page]
  if (address === undefined) return false
  await shell.openExternal(address)
  return true
}
