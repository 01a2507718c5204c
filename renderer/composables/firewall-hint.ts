import type { DesktopInfo } from '../../protocol/desktop.ts'

/** What a firewall of the system has to be told, so that others reach a port of this machine. */
export interface FirewallHint {
  /** Which system's words explain it. */
  system: 'windows' | 'macos' | 'linux'
  /** Commands for a terminal, one of which fits. */
  commands: string[]
}

/** @returns null in a browser, which hosts nothing */
export function firewallHint(platform: DesktopInfo['platform'], port: number): FirewallHint | null {
  switch (platform) {
    case 'win32':
      return { system: 'windows', commands: [] }
    case 'darwin':
      return { system: 'macos', commands: [] }
    case 'linux':
      return {
        system: 'linux',
        commands: [`sudo ufw allow ${port}/tcp`, `sudo firewall-cmd --add-port=${port}/tcp`]
      }
    case 'web':
      return null
  }
}
