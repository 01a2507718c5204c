import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronRuntime } from './electron-runtime.ts'

export interface SandboxFacts {
  platform: NodeJS.Platform
  /** The person's numeric user id; undefined where there is none. */
  user: number | undefined
  /** Whether the kernel lets this person make user namespaces. */
  userNamespaces: boolean
  /** Whether chrome-sandbox belongs to root and has the set-user-id bit. */
  setUserIdHelper: boolean
}

/** Why Chromium's sandbox can't be used, or null when it can. */
export function whyNoSandbox({
  platform,
  user,
  userNamespaces,
  setUserIdHelper
}: SandboxFacts): string | null {
  if (platform !== 'linux') return null
  if (user === 0) return 'Chromium has no sandbox for root'
  if (userNamespaces || setUserIdHelper) return null
  return 'this system lets nobody but root make user namespaces'
}

/** Why this runtime can't be started with its sandbox on this machine, or null when it can. */
export function whyNoSandboxHere(runtime: ElectronRuntime): string | null {
  return whyNoSandbox({
    platform: process.platform,
    user: process.getuid?.(),
    userNamespaces: hasUserNamespaces(),
    setUserIdHelper: isSetUserId(join(runtime.folder, 'chrome-sandbox'))
  })
}

function hasUserNamespaces(): boolean {
  // Ubuntu's AppArmor restriction, Debian's switch, and the kernel's own limit.
  return (
    readSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '0') === '0' &&
    readSwitch('/proc/sys/kernel/unprivileged_userns_clone', '1') === '1' &&
    readSwitch('/proc/sys/user/max_user_namespaces', '1') !== '0'
  )
}

function readSwitch(file: string, absent: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return absent
  }
}

function isSetUserId(file: string): boolean {
  try {
    const { uid, mode } = statSync(file)
    return uid === 0 && (mode & 0o4000) !== 0
  } catch {
    return false
  }
}
